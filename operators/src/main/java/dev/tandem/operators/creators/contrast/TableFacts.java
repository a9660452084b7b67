package dev.tandem.operators.creators.contrast;

import dev.tandem.operators.creators.DataTable;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;

/** Facts of a table. */
record TableFacts(DataTable.Usable table) implements Facts {
    /** What could be the name of a row, and is said to be where it is not. */
    private static final List<String> NAMES = List.of(
            "Average", "Default", "Maximum", "Minimum", "Miscellaneous", "None", "Other", "Previous", "Reserve", "Subtotal", "Total",
            "Unknown");

    @Override
    public Optional<Contrast> contrast(Level level, Random random) {
        int row = random.nextInt(rows());
        int column = table.values().get(random.nextInt(table.values().size()));
        return switch (level) {
            case OBJECT -> one(NAMES.stream().filter(name -> rowOf(name).isEmpty()).toList(), random)
                    .map(missing -> new Contrast(there(table.name(row)), there(missing)));
            case ATTRIBUTE -> changed(row, column, random);
            case KNOWLEDGE -> largest(random);
        };
    }

    private Optional<Contrast> changed(int row, int column, Random random) {
        String own = table.cell(row, column);
        List<String> others = IntStream.range(0, rows())
                .mapToObj(other -> table.cell(other, column))
                .filter(cell -> !cell.isBlank() && !cell.contains("\"") && !isSame(cell, own))
                .toList();
        return own.isBlank() || own.contains("\"")
                ? Optional.empty()
                : one(others, random).map(other -> new Contrast(value(row, column, own), value(row, column, other)));
    }

    private Optional<Contrast> largest(Random random) {
        List<Integer> numeric = table.values().stream().filter(table::isNumeric).toList();
        if (numeric.isEmpty()) {
            return Optional.empty();
        }
        int column = numeric.get(random.nextInt(numeric.size()));
        double largest = IntStream.range(0, rows()).mapToDouble(row -> table.number(row, column)).max().orElseThrow();
        List<String> best = names(column, largest, true);
        return best.size() != 1
                ? Optional.empty()
                : one(names(column, largest, false), random)
                        .map(other -> new Contrast(isLargest(best.getFirst(), column), isLargest(other, column)));
    }

    private List<String> names(int column, double value, boolean with) {
        return IntStream.range(0, rows())
                .filter(row -> with == (table.number(row, column) == value))
                .mapToObj(table::name)
                .toList();
    }

    /** Numbers are the same in whatever way they are written. */
    private static boolean isSame(String one, String other) {
        try {
            return Double.parseDouble(one.strip()) == Double.parseDouble(other.strip());
        } catch (NumberFormatException e) {
            return one.strip().equalsIgnoreCase(other.strip());
        }
    }

    private int rows() {
        return table.rows().size();
    }

    private Optional<Integer> rowOf(String name) {
        return IntStream.range(0, rows()).boxed().filter(row -> table.name(row).strip().equalsIgnoreCase(name)).findFirst();
    }

    private static Optional<String> one(List<String> words, Random random) {
        return words.isEmpty() ? Optional.empty() : Optional.of(words.get(random.nextInt(words.size())));
    }

    private String there(String name) {
        return "Is there " + '"' + name + "\" under " + quoted(table.key()) + "?";
    }

    private String value(int row, int column, String value) {
        return "With " + quoted(table.key()) + " being \"" + table.name(row) + "\", is " + quoted(column) + " \"" + value + "\"?";
    }

    private String isLargest(String name, int column) {
        return "Is the largest " + quoted(column) + " that with " + quoted(table.key()) + " being \"" + name + "\"?";
    }

    private String quoted(int column) {
        return '"' + table.header().get(column) + '"';
    }
}
