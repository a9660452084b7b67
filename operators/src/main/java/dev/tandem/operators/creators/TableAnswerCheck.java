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
    private static final Pattern QUOTED = Pattern.compile("\"([^\"]*)\"");

    private TableAnswerCheck() {}

    /** Empty when the question cannot be understood, or has no single answer. */
    static Optional<String> answer(String table, String question) {
        String[] lines = table.split("\n");
        Map<String, Map<String, String>> cells = new LinkedHashMap<>();
        String[] names = lines[0].split("\t", -1);
        for (int i = 1; i < lines.length; i++) {
            String[] values = lines[i].split("\t", -1);
            Map<String, String> row = new LinkedHashMap<>();
            for (int j = 0; j < names.length; j++) {
                row.put(names[j], values[j]);
            }
            if (cells.put(values[0], row) != null) {
                return Optional.empty();
            }
        }
        List<String> quoted = new ArrayList<>();
        Matcher matcher = QUOTED.matcher(question);
        while (matcher.find()) {
            quoted.add(matcher.group(1));
        }
        if (question.startsWith("What is the ") && quoted.size() == 2) {
            return Optional.ofNullable(cells.get(quoted.get(1))).map(row -> row.get(quoted.get(0)));
        }
        if (question.startsWith("How many rows ")) {
            return Optional.of(Integer.toString(cells.size()));
        }
        if (question.startsWith("Which has the larger ") && quoted.size() == 3) {
            return largest(cells, quoted.subList(1, 3), quoted.getFirst());
        }
        return question.startsWith("Which row has the largest ") && quoted.size() == 1
                ? largest(cells, List.copyOf(cells.keySet()), quoted.getFirst())
                : Optional.empty();
    }

    private static Optional<String> largest(Map<String, Map<String, String>> cells, List<String> rows, String column) {
        List<String> best = new ArrayList<>();
        BigDecimal highest = null;
        for (String row : rows) {
            BigDecimal value;
            try {
                value = new BigDecimal(cells.get(row).get(column).strip());
            } catch (NumberFormatException | NullPointerException e) {
                return Optional.empty();
            }
            int order = highest == null ? 1 : value.compareTo(highest);
            if (order > 0) {
                best.clear();
                highest = value;
            }
            if (order >= 0) {
                best.add(row);
            }
        }
        return best.size() == 1 ? Optional.of(best.getFirst()) : Optional.empty();
    }
}
