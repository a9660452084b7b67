package dev.tandem.operators.creators;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Answers a question from its words and the table's text alone. It shares no code with what made the question, so that
 * an answer stands only when two ways lead to it.
 */
final class TableAnswerCheck {
    private static final String NAME = "\"([^\"]*)\"";
    private static final Pattern COUNT = Pattern.compile("How many rows does the table have\\?");
    private static final Pattern LOOK_UP =
            Pattern.compile("What is the " + NAME + " of (?:the row whose " + NAME + " is )?" + NAME + "\\?");
    private static final Pattern COMPARISON =
            Pattern.compile("Which(?: " + NAME + ")? has the larger " + NAME + ", " + NAME + " or " + NAME + "\\?");
    private static final Pattern MAXIMUM =
            Pattern.compile("Which (?:row|" + NAME + ") has the largest " + NAME + "\\?");

    private TableAnswerCheck() {}

    /** Empty when the question cannot be understood, or has no single answer. */
    static Optional<String> answer(String table, String question) {
        String[] lines = table.split("\n");
        Matcher words = COUNT.matcher(question);
        if (words.matches()) {
            return Optional.of(Integer.toString(lines.length - 1));
        }
        words = LOOK_UP.matcher(question);
        if (words.matches()) {
            Map<String, String> column = column(lines, words.group(2), words.group(1));
            return Optional.ofNullable(column.get(words.group(3)));
        }
        words = COMPARISON.matcher(question);
        if (words.matches()) {
            Map<String, String> column = column(lines, words.group(1), words.group(2));
            column.keySet().retainAll(List.of(words.group(3), words.group(4)));
            return column.size() == 2 ? largest(column) : Optional.empty();
        }
        words = MAXIMUM.matcher(question);
        return words.matches() ? largest(column(lines, words.group(1), words.group(2))) : Optional.empty();
    }

    /**
     * The cells of a column by the names of their rows; empty where two rows have one name, or a column is missing.
     *
     * @param key the column that names rows; null for the first
     */
    private static Map<String, String> column(String[] lines, String key, String wanted) {
        List<String> names = List.of(lines[0].split("\t", -1));
        int keyed = key == null ? 0 : names.indexOf(key);
        int column = names.indexOf(wanted);
        Map<String, String> cells = new LinkedHashMap<>();
        for (int i = 1; i < lines.length && keyed >= 0 && column >= 0; i++) {
            String[] row = lines[i].split("\t", -1);
            if (row.length != names.size() || cells.put(row[keyed], row[column]) != null) {
                return new LinkedHashMap<>();
            }
        }
        return cells;
    }

    private static Optional<String> largest(Map<String, String> cells) {
        List<String> best = new ArrayList<>();
        BigDecimal highest = null;
        for (Map.Entry<String, String> cell : cells.entrySet()) {
            BigDecimal value;
            try {
                value = new BigDecimal(cell.getValue().strip());
            } catch (NumberFormatException e) {
                return Optional.empty();
            }
            int order = highest == null ? 1 : value.compareTo(highest);
            if (order > 0) {
                best.clear();
                highest = value;
            }
            if (order >= 0) {
                best.add(cell.getKey());
            }
        }
        return best.size() == 1 ? Optional.of(best.getFirst()) : Optional.empty();
    }
}
