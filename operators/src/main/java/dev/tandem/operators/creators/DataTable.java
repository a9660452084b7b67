package dev.tandem.operators.creators;

import dev.tandem.core.model.Part;
import dev.tandem.core.model.PartAttributes;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/** A table that questions can be asked about, or why none can. */
public sealed interface DataTable {

    /** @param part a text part whose role is {@link PartAttributes#TABLE} */
    static DataTable of(Part.Text part) {
        List<List<String>> lines = part.text().lines().map(line -> Arrays.asList(line.split("\t", -1))).toList();
        if (lines.size() < 3 || lines.getFirst().size() < 2) {
            return new Unusable("table too small");
        }
        List<String> header = lines.getFirst();
        List<List<String>> rows = lines.subList(1, lines.size());
        if (rows.stream().anyMatch(row -> row.size() != header.size())) {
            return new Unusable("rows of different lengths");
        }
        if (!areNames(header)) {
            return new Unusable("columns not named");
        }
        OptionalInt key = IntStream.range(0, header.size())
                .filter(column -> areNames(rows.stream().map(row -> row.get(column)).toList()))
                .findFirst();
        return key.isPresent() ? new Usable(header, rows, key.getAsInt()) : new Unusable("no column names the rows");
    }

    /** Names are distinct and not blank, and can stand between double quotes. */
    private static boolean areNames(List<String> cells) {
        return new HashSet<>(cells).size() == cells.size()
                && cells.stream().noneMatch(cell -> cell.isBlank() || cell.contains("\""));
    }

    /** @param reason a short phrase that reports count by */
    record Unusable(String reason) implements DataTable {}

    /**
     * A table with named columns, one of which names the rows.
     *
     * @param key the first column whose cells are names, counted from 0
     */
    record Usable(List<String> header, List<List<String>> rows, int key) implements DataTable {
        private static final Pattern NUMBER = Pattern.compile("-?\\d{1,15}(\\.\\d{1,10})?");

        public String cell(int row, int column) {
            return rows.get(row).get(column);
        }

        public String name(int row) {
            return cell(row, key);
        }

        /** Not a number for a cell that is none. */
        public double number(int row, int column) {
            return number(cell(row, column)).orElse(Double.NaN);
        }

        /** The columns beside the key. */
        public List<Integer> values() {
            return IntStream.range(0, header.size()).filter(column -> column != key).boxed().toList();
        }

        /** Whether every cell of a column is a number. */
        public boolean isNumeric(int column) {
            return rows.stream().allMatch(row -> number(row.get(column)).isPresent());
        }

        private static OptionalDouble number(String cell) {
            String plain = cell.strip();
            return NUMBER.matcher(plain).matches()
                    ? OptionalDouble.of(Double.parseDouble(plain))
                    : OptionalDouble.empty();
        }
    }
}
