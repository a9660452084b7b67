package dev.tandem.operators.creators.charts;

import dev.tandem.operators.creators.DataTable;
import dev.tandem.operators.creators.drawing.Fonts;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;

/** Tables to draw: made up by chance, or those of pages where they can be drawn. */
final class Tables {
    private static final int LONGEST_NAME = 24;
    private static final int LONGEST_TITLE = 60;
    private static final int FEWEST_ROWS = 3;
    private static final int MOST_ROWS = 8;

    private Tables() {}

    /** A table by chance. */
    static ChartTable random(List<ChartKind> kinds, Random random) {
        ChartKind kind = kinds.get(random.nextInt(kinds.size()));
        Topic topic = Topic.of(kind, random);
        List<String> names = topic.rowNames(kind, FEWEST_ROWS + random.nextInt(MOST_ROWS - FEWEST_ROWS + 1), random);
        List<String> measures = new ArrayList<>(topic.measures());
        Collections.shuffle(measures, random);
        int columns = Math.min(measures.size(), 1 + random.nextInt(kind.columns(names.size())));
        List<String> header = new ArrayList<>(List.of(topic.key()));
        header.addAll(measures.subList(0, columns));
        List<List<String>> rows = new ArrayList<>();
        for (String name : names) {
            List<String> cells = new ArrayList<>(List.of(name));
            for (int column = 0; column < columns; column++) {
                cells.add(number(topic, random));
            }
            rows.add(cells);
        }
        String title = kind == ChartKind.PIE ? topic.subject() + ": " + header.get(1) : topic.subject();
        return new ChartTable(kind, title, header, rows);
    }

    private static String number(Topic topic, Random random) {
        int scale = (int) Math.pow(10, topic.decimals());
        int steps = (topic.high() - topic.low()) * scale;
        return ChartTable.text(BigDecimal.valueOf((long) topic.low() * scale + random.nextInt(steps + 1), topic.decimals()));
    }

    /**
     * The part of a table that a chart can show.
     *
     * @param title what the page says of the table
     * @return empty where nothing of it can be shown
     */
    static Optional<ChartTable> of(DataTable.Usable table, String title, List<ChartKind> kinds, Random random) {
        List<Integer> numeric = table.values().stream().filter(column -> isDrawable(table, column)).toList();
        List<ChartKind> suitable =
                numeric.isEmpty() ? List.of() : kinds.stream().filter(kind -> suits(kind, table, numeric.getFirst())).toList();
        if (suitable.isEmpty() || !namesAreDrawable(table)) {
            return Optional.empty();
        }
        ChartKind kind = suitable.get(random.nextInt(suitable.size()));
        List<Integer> shown = numeric.subList(0, Math.min(numeric.size(), kind.columns(table.rows().size())));
        List<String> header = new ArrayList<>(List.of(table.header().get(table.key())));
        shown.forEach(column -> header.add(table.header().get(column)));
        List<List<String>> rows = IntStream.range(0, table.rows().size()).mapToObj(row -> {
            List<String> cells = new ArrayList<>(List.of(table.name(row)));
            shown.forEach(column -> cells.add(ChartTable.text(number(table, row, column))));
            return cells;
        }).<List<String>>map(List::copyOf).toList();
        String heading = isShort(title, LONGEST_TITLE) ? title : header.get(1);
        return Optional.of(new ChartTable(kind, heading, header, rows));
    }

    private static boolean suits(ChartKind kind, DataTable.Usable table, int column) {
        int rows = table.rows().size();
        if (kind.columns(rows) == 0) {
            return false;
        }
        return switch (kind) {
            case BAR -> true;
            case LINE -> isAscending(table);
            case SCATTER -> isDrawable(table, table.key()) && rows == IntStream.range(0, rows)
                    .mapToObj(row -> number(table, row, table.key()).stripTrailingZeros()).distinct().count();
            case PIE -> IntStream.range(0, rows).allMatch(row -> number(table, row, column).signum() > 0);
        };
    }

    private static boolean isAscending(DataTable.Usable table) {
        return isDrawable(table, table.key()) && IntStream.range(1, table.rows().size()).allMatch(
                row -> number(table, row - 1, table.key()).compareTo(number(table, row, table.key())) < 0);
    }

    private static boolean isDrawable(DataTable.Usable table, int column) {
        return isShort(table.header().get(column), LONGEST_NAME)
                && table.isNumeric(column)
                && IntStream.range(0, table.rows().size()).allMatch(row -> ChartTable.isReadable(number(table, row, column)));
    }

    private static BigDecimal number(DataTable.Usable table, int row, int column) {
        return new BigDecimal(table.cell(row, column).strip());
    }

    private static boolean namesAreDrawable(DataTable.Usable table) {
        return isShort(table.header().get(table.key()), LONGEST_NAME)
                && IntStream.range(0, table.rows().size()).allMatch(row -> isShort(table.name(row), LONGEST_NAME));
    }

    private static boolean isShort(String text, int longest) {
        return !text.isBlank() && text.codePointCount(0, text.length()) <= longest && Fonts.SANS.shows(text);
    }
}
