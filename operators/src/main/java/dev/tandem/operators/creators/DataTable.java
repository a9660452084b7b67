package dev.tandem.operators.creators;

import dev.tandem.core.model.Part;
import dev.tandem.core.model.PartAttributes;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.regex.Pattern;

/** A table whose header cells are distinct and whose first column names the rows, each name once. */
record DataTable(String caption, List<String> header, List<List<String>> rows) {
    private static final Pattern NUMBER = Pattern.compile("-?\\d{1,15}(\\.\\d{1,10})?");

    /** Empty for tables that questions would be ambiguous about. */
    static Optional<DataTable> of(Part.Text part) {
        if (!PartAttributes.TABLE.equals(part.attributes().get(PartAttributes.ROLE))) {
            return Optional.empty();
        }
        List<List<String>> lines = part.text().lines().map(line -> Arrays.asList(line.split("\t", -1))).toList();
        if (lines.size() < 3) {
            return Optional.empty();
        }
        List<String> header = lines.getFirst();
        List<List<String>> rows = lines.subList(1, lines.size());
        boolean regular = header.size() >= 2
                && new HashSet<>(header).size() == header.size()
                && header.stream().noneMatch(cell -> cell.isBlank() || cell.contains("\""))
                && rows.stream().allMatch(row -> row.size() == header.size()
                        && !row.getFirst().isBlank() && row.stream().noneMatch(cell -> cell.contains("\"")));
        boolean named = regular && new HashSet<>(rows.stream().map(List::getFirst).toList()).size() == rows.size();
        return named
                ? Optional.of(new DataTable(part.attributes().getOrDefault(PartAttributes.CAPTION, ""), header, rows))
                : Optional.empty();
    }

    static OptionalDouble number(String cell) {
        String plain = cell.strip();
        return NUMBER.matcher(plain).matches() ? OptionalDouble.of(Double.parseDouble(plain)) : OptionalDouble.empty();
    }

    /** Whether every cell of a column is a number. */
    boolean isNumeric(int column) {
        return rows.stream().allMatch(row -> number(row.get(column)).isPresent());
    }
}
