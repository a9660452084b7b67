package dev.tandem.operators.creators.charts;

import dev.tandem.operators.creators.QuotedNames;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Answers a question from its words and the table's text alone, in whole hundredths. It shares no code with what made the question,
 * so that an answer stands only when two ways lead to it.
 */
final class ChartAnswerCheck {
    private static final String ABOVE = "How many values of _ are above ";
    private static final long HUNDRED = 100;

    private ChartAnswerCheck() {}

    /** Empty when the question cannot be understood, or has no single answer. */
    static Optional<String> answer(String table, String question) {
        QuotedNames asked = QuotedNames.of(question);
        List<String> names = asked.names();
        try {
            return switch (asked.form()) {
                case "What is the _ of _?" ->
                    Optional.ofNullable(column(table, names.getFirst()).get(names.get(1))).map(ChartAnswerCheck::hundredths);
                case "Which has the larger _, _ or _?" -> {
                    Map<String, Long> column = column(table, names.getFirst());
                    column.keySet().retainAll(names.subList(1, 3));
                    yield best(column, 1);
                }
                case "Which _ has the largest _?" -> best(column(table, names.get(1)), 1);
                case "Which _ has the smallest _?" -> best(column(table, names.get(1)), -1);
                case "By how much do _ and _ differ in _?" -> {
                    Map<String, Long> column = column(table, names.get(2));
                    yield Optional.of(hundredths(Math.abs(column.get(names.getFirst()) - column.get(names.get(1)))));
                }
                case "What do all values of _ add up to?" -> Optional.of(hundredths(sum(column(table, names.getFirst()))));
                case "What is the average of _, rounded to two decimals?" -> {
                    Map<String, Long> column = column(table, names.getFirst());
                    yield Optional.of(hundredths(rounded(sum(column), column.size())));
                }
                case "Is _ higher or lower at _ than at _?" -> {
                    Map<String, Long> column = column(table, names.getFirst());
                    int order = column.get(names.get(1)).compareTo(column.get(names.get(2)));
                    yield order == 0 ? Optional.empty() : Optional.of(order > 0 ? "higher" : "lower");
                }
                case "How much of all _ is _, in percent, rounded to one decimal?" -> {
                    Map<String, Long> column = column(table, names.getFirst());
                    yield Optional.of(hundredths(10 * rounded(column.get(names.get(1)) * 10 * HUNDRED, sum(column))));
                }
                default -> above(table, asked);
            };
        } catch (IllegalArgumentException | IndexOutOfBoundsException | NullPointerException e) {
            // Names that the table has not, cells that are no numbers: whatever the question is, it has no answer.
            return Optional.empty();
        }
    }

    private static Optional<String> above(String table, QuotedNames asked) {
        if (!asked.form().startsWith(ABOVE) || !asked.form().endsWith("?")) {
            return Optional.empty();
        }
        long limit = hundredths(asked.form().substring(ABOVE.length(), asked.form().length() - 1));
        return Optional.of(Long.toString(
                column(table, asked.names().getFirst()).values().stream().filter(value -> value > limit).count()));
    }

    private static Map<String, Long> column(String table, String wanted) {
        String[] lines = table.split("\n");
        int column = Arrays.asList(lines[0].split("\t", -1)).indexOf(wanted);
        Map<String, Long> cells = new LinkedHashMap<>();
        for (int i = 1; i < lines.length; i++) {
            String[] row = lines[i].split("\t", -1);
            if (cells.put(row[0], hundredths(row[column])) != null) {
                throw new IllegalArgumentException("Two rows have one name");
            }
        }
        return cells;
    }

    private static Optional<String> best(Map<String, Long> column, int sign) {
        long best = column.values().stream().mapToLong(value -> sign * value).max().orElseThrow(IllegalArgumentException::new);
        List<String> names = column.keySet().stream().filter(name -> sign * column.get(name) == best).toList();
        return names.size() == 1 ? Optional.of(names.getFirst()) : Optional.empty();
    }

    private static long sum(Map<String, Long> column) {
        return column.values().stream().mapToLong(Long::longValue).sum();
    }

    /** Halves away from zero. */
    private static long rounded(long dividend, long divisor) {
        if (divisor <= 0) {
            throw new IllegalArgumentException("Nothing to share");
        }
        long up = (2 * Math.abs(dividend) + divisor) / (2 * divisor);
        return dividend < 0 ? -up : up;
    }

    private static long hundredths(String number) {
        boolean negative = number.startsWith("-");
        String[] halves = (negative ? number.substring(1) : number).split("\\.", 2);
        String decimals = halves.length == 1 ? "00" : (halves[1] + "0").substring(0, 2);
        if (halves.length == 2 && halves[1].length() > 2) {
            throw new IllegalArgumentException("Finer than hundredths");
        }
        long value = Long.parseLong(halves[0]) * HUNDRED + Long.parseLong(decimals);
        return negative ? -value : value;
    }

    private static String hundredths(long value) {
        String whole = (value < 0 ? "-" : "") + Math.abs(value) / HUNDRED;
        long rest = Math.abs(value) % HUNDRED;
        if (rest == 0) {
            return whole;
        }
        return rest % 10 == 0 ? whole + "." + rest / 10 : whole + "." + (rest < 10 ? "0" : "") + rest;
    }
}
