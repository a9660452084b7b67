package dev.tandem.operators.creators.charts;

import java.math.BigDecimal;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A table that is drawn as a chart. Its first column names the rows; all others are decimal numbers as they stand in the chart.
 *
 * @param header names of the columns, with units
 * @param rows cells in the order of the columns
 */
record ChartTable(ChartKind kind, String title, List<String> header, List<List<String>> rows) {
    private static final int MOST_DECIMALS = 2;
    private static final BigDecimal LARGEST = BigDecimal.valueOf(10_000_000);

    /** Whether a number can be read off a chart as it is. */
    static boolean isReadable(BigDecimal number) {
        return number.stripTrailingZeros().scale() <= MOST_DECIMALS && number.abs().compareTo(LARGEST) < 0;
    }

    /** A number as it stands in charts and answers. */
    static String text(BigDecimal number) {
        return number.signum() == 0 ? "0" : number.stripTrailingZeros().toPlainString();
    }

    String name(int row) {
        return rows.get(row).getFirst();
    }

    BigDecimal number(int row, int column) {
        return new BigDecimal(rows.get(row).get(column));
    }

    List<BigDecimal> column(int column) {
        return rows.stream().map(row -> new BigDecimal(row.get(column))).toList();
    }

    /** Places of the columns of values. */
    List<Integer> values() {
        return IntStream.range(1, header.size()).boxed().toList();
    }

    /** Rows as lines, cells separated by tabs, the header first. */
    String text() {
        return Stream.concat(Stream.of(header), rows.stream())
                .map(cells -> String.join("\t", cells))
                .collect(Collectors.joining("\n"));
    }
}
