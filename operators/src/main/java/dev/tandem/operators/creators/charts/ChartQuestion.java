package dev.tandem.operators.creators.charts;

import static dev.tandem.operators.creators.charts.ChartTable.text;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/** A question on a chart, with the answer that its maker computed; the answer is empty where there is no single one. */
record ChartQuestion(String question, String answer) {
    private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);

    /** What is asked. */
    private enum Kind {
        LOOK_UP,
        COMPARISON,
        LARGEST,
        SMALLEST,
        DIFFERENCE,
        SUM,
        AVERAGE,
        COUNT_ABOVE,
        TREND,
        SHARE
    }

    /** Different questions of all kinds in turn, each about rows and a column by chance. */
    static List<ChartQuestion> of(ChartTable table, int wanted, Random random) {
        List<Kind> kinds = new ArrayList<>(List.of(Kind.values()));
        kinds.remove(table.kind() == ChartKind.LINE ? Kind.SHARE : Kind.TREND);
        if (table.kind() != ChartKind.PIE) {
            kinds.remove(Kind.SHARE);
        }
        Collections.shuffle(kinds, random);
        List<ChartQuestion> questions = new ArrayList<>();
        // Of a small table there are fewer different questions than may be wanted.
        for (int tries = 0; questions.size() < wanted && tries < 4 * wanted; tries++) {
            ChartQuestion question = of(table, kinds.get(tries % kinds.size()), random);
            if (questions.stream().noneMatch(asked -> asked.question().equals(question.question()))) {
                questions.add(question);
            }
        }
        return questions;
    }

    private static ChartQuestion of(ChartTable table, Kind kind, Random random) {
        int rows = table.rows().size();
        int column = 1 + random.nextInt(table.header().size() - 1);
        int first = random.nextInt(rows);
        int second = (first + 1 + random.nextInt(rows - 1)) % rows;
        return switch (kind) {
            case LOOK_UP -> lookUp(table, first, column);
            case COMPARISON -> comparison(table, first, second, column);
            case LARGEST -> extreme(table, column, "largest", 1);
            case SMALLEST -> extreme(table, column, "smallest", -1);
            case DIFFERENCE -> difference(table, first, second, column);
            case SUM -> sum(table, column);
            case AVERAGE -> average(table, column);
            case COUNT_ABOVE -> countAbove(table, table.number(first, column).setScale(0, RoundingMode.FLOOR), column);
            case TREND -> trend(table, Math.min(first, second), Math.max(first, second), column);
            case SHARE -> share(table, first, column);
        };
    }

    private static ChartQuestion lookUp(ChartTable table, int row, int column) {
        return new ChartQuestion(
                "What is the " + column(table, column) + " of " + row(table, row) + "?", text(table.number(row, column)));
    }

    private static ChartQuestion comparison(ChartTable table, int left, int right, int column) {
        int order = table.number(left, column).compareTo(table.number(right, column));
        return new ChartQuestion(
                "Which has the larger " + column(table, column) + ", " + row(table, left) + " or " + row(table, right) + "?",
                order == 0 ? "" : table.name(order > 0 ? left : right));
    }

    private static ChartQuestion extreme(ChartTable table, int column, String word, int sign) {
        int best = 0;
        boolean tie = false;
        for (int row = 1; row < table.rows().size(); row++) {
            int order = sign * table.number(row, column).compareTo(table.number(best, column));
            tie = order == 0 || (tie && order < 0);
            best = order > 0 ? row : best;
        }
        return new ChartQuestion(
                "Which " + column(table, 0) + " has the " + word + " " + column(table, column) + "?", tie ? "" : table.name(best));
    }

    private static ChartQuestion difference(ChartTable table, int left, int right, int column) {
        BigDecimal difference = table.number(left, column).subtract(table.number(right, column)).abs();
        return new ChartQuestion(
                "By how much do " + row(table, left) + " and " + row(table, right) + " differ in " + column(table, column) + "?",
                text(difference));
    }

    private static ChartQuestion sum(ChartTable table, int column) {
        return new ChartQuestion("What do all values of " + column(table, column) + " add up to?", text(total(table, column)));
    }

    private static ChartQuestion average(ChartTable table, int column) {
        BigDecimal average =
                total(table, column).divide(BigDecimal.valueOf(table.rows().size()), 2, RoundingMode.HALF_UP);
        return new ChartQuestion(
                "What is the average of " + column(table, column) + ", rounded to two decimals?", text(average));
    }

    private static ChartQuestion countAbove(ChartTable table, BigDecimal limit, int column) {
        long above = table.column(column).stream().filter(number -> number.compareTo(limit) > 0).count();
        return new ChartQuestion(
                "How many values of " + column(table, column) + " are above " + text(limit) + "?", Long.toString(above));
    }

    private static ChartQuestion trend(ChartTable table, int from, int to, int column) {
        int order = table.number(to, column).compareTo(table.number(from, column));
        return new ChartQuestion(
                "Is " + column(table, column) + " higher or lower at " + row(table, to) + " than at " + row(table, from) + "?",
                order == 0 ? "" : order > 0 ? "higher" : "lower");
    }

    private static ChartQuestion share(ChartTable table, int row, int column) {
        BigDecimal share = table.number(row, column).multiply(HUNDRED).divide(total(table, column), 1, RoundingMode.HALF_UP);
        return new ChartQuestion(
                "How much of all " + column(table, column) + " is " + row(table, row) + ", in percent, rounded to one decimal?",
                text(share));
    }

    private static BigDecimal total(ChartTable table, int column) {
        return table.column(column).stream().reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    private static String column(ChartTable table, int column) {
        return '"' + table.header().get(column) + '"';
    }

    private static String row(ChartTable table, int row) {
        return '"' + table.name(row) + '"';
    }
}
