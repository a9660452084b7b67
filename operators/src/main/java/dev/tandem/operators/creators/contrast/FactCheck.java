package dev.tandem.operators.creators.contrast;

import dev.tandem.operators.creators.QuotedNames;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Answers yes or no from the words of a question and the text of a table or scene; it shares no code with what made the question. */
final class FactCheck {
    private static final String THERE = "Is there a";
    private static final String PICTURE = " in the picture?";
    private static final String COLOURED = "Is the number of shapes that are ";
    private static final String FORMED = "Is the number of shapes of the kind ";

    private FactCheck() {}

    /** Of a scene; empty where the question cannot be understood. */
    static Optional<String> ofScene(String scene, String question) {
        String padded = "\n" + scene + "\n";
        if (question.startsWith(THERE) && question.endsWith(PICTURE)) {
            String name = question.substring(question.indexOf(' ', THERE.length()) + 1, question.length() - PICTURE.length());
            String wanted = name.indexOf(' ') > 0 ? "\n" + name.replace(' ', '\t') + "\t" : "\t" + name + "\t";
            return yesNo(padded.contains(wanted));
        }
        boolean coloured = question.startsWith(COLOURED);
        if (!coloured && !question.startsWith(FORMED) || !question.endsWith("?")) {
            return Optional.empty();
        }
        String[] words = question.substring(0, question.length() - 1).split(" ");
        String wanted = coloured ? "\n" + words[words.length - 2] + "\t" : "\t" + words[words.length - 2] + "\t";
        int count = 0;
        for (int at = padded.indexOf(wanted); at >= 0; at = padded.indexOf(wanted, at + 1)) {
            count++;
        }
        return yesNo(words[words.length - 1].equals(Integer.toString(count)));
    }

    /** Of a table; empty where the question cannot be understood, or names what the table has not or twice. */
    static Optional<String> ofTable(String table, String question) {
        List<List<String>> lines = table.lines().map(line -> Arrays.asList(line.split("\t", -1))).toList();
        QuotedNames asked = QuotedNames.of(question);
        List<String> names = asked.names();
        try {
            return switch (asked.form()) {
                case "Is there _ under _?" -> yesNo(column(lines, names.get(1)).contains(names.getFirst()));
                case "With _ being _, is _ _?" -> {
                    int row = column(lines, names.getFirst()).indexOf(names.get(1));
                    yield yesNo(same(column(lines, names.get(2)).get(row), names.get(3)));
                }
                case "Is the largest _ that with _ being _?" -> {
                    List<BigDecimal> numbers = column(lines, names.getFirst()).stream()
                            .map(cell -> new BigDecimal(cell.strip())).toList();
                    BigDecimal own = numbers.get(column(lines, names.get(1)).indexOf(names.get(2)));
                    yield yesNo(numbers.stream().filter(number -> number.compareTo(own) >= 0).count() == 1);
                }
                default -> Optional.empty();
            };
        } catch (IndexOutOfBoundsException | NumberFormatException e) {
            // Names that the table has not, cells that are no numbers: whatever the question is, it has no answer.
            return Optional.empty();
        }
    }

    private static List<String> column(List<List<String>> lines, String name) {
        int column = lines.getFirst().indexOf(name);
        List<String> cells = new ArrayList<>();
        for (List<String> line : lines.subList(1, lines.size())) {
            cells.add(line.get(column));
        }
        return cells;
    }

    private static boolean same(String cell, String value) {
        try {
            return new BigDecimal(cell.strip()).compareTo(new BigDecimal(value.strip())) == 0;
        } catch (NumberFormatException e) {
            return cell.equals(value);
        }
    }

    private static Optional<String> yesNo(boolean holds) {
        return Optional.of(holds ? "yes" : "no");
    }
}
