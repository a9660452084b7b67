package dev.tandem.operators.creators.scenes;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.ToIntFunction;

/**
 * Answers a question from its words and the text of a scene alone. It shares no code with what made the question, so that an answer
 * stands only when two ways lead to it.
 */
final class SceneAnswerCheck {
    private static final String COUNT = "How many ";
    private static final String THERE = " are there?";
    private static final String BETWEEN = "Which shape is between the ";
    private static final String COLOUR = "What colour is the ";
    private static final String SHAPE = "What is the shape that is ";
    private static final List<String> SIDES = List.of(" left of the ", " right of the ", " above the ", " below the ");
    private static final int LEAST = 20;

    private final List<String[]> lines;

    private SceneAnswerCheck(String scene) {
        this.lines = scene.lines().map(line -> line.split("\t")).toList();
    }

    /** Empty when the question cannot be understood, or has no single answer. */
    static Optional<String> answer(String scene, String question) {
        SceneAnswerCheck check = new SceneAnswerCheck(scene);
        if (question.startsWith(COUNT) && question.endsWith(THERE)) {
            return check.count(question.substring(COUNT.length(), question.length() - THERE.length()).split(" "));
        } else if (question.startsWith(BETWEEN)) {
            return check.between(question.substring(BETWEEN.length()));
        } else if (question.startsWith(COLOUR)) {
            return check.only(1, question.substring(COLOUR.length(), question.length() - 1)).map(line -> line[0]);
        } else if (question.startsWith(SHAPE)) {
            return check.only(0, question.substring(SHAPE.length(), question.length() - 1)).map(line -> line[1]);
        }
        return SIDES.stream()
                .filter(side -> question.startsWith("Is the ") && question.contains(side))
                .findFirst()
                .flatMap(side -> check.side(question.substring("Is the ".length(), question.length() - 1).split(side, 2), side));
    }

    /** Every word is a colour, a shape or a size that a line has to have. */
    private Optional<String> count(String[] words) {
        List<String> wanted = Arrays.stream(words)
                .filter(word -> !word.equals("shapes"))
                .map(word -> word.equals("crosses") ? "cross" : word.endsWith("s") ? word.substring(0, word.length() - 1) : word)
                .toList();
        return Optional.of(Long.toString(
                lines.stream().filter(line -> Arrays.asList(line).subList(0, 3).containsAll(wanted)).count()));
    }

    private Optional<String> side(String[] names, String side) {
        Optional<String[]> one = named(names[0]);
        Optional<String[]> other = named(names[1]);
        if (one.isEmpty() || other.isEmpty()) {
            return Optional.empty();
        }
        int column = side.contains("above") || side.contains("below") ? 4 : 3;
        int before = Integer.parseInt(one.get()[column]);
        int after = Integer.parseInt(other.get()[column]);
        if (side.contains("right") || side.contains("below")) {
            int swapped = before;
            before = after;
            after = swapped;
        }
        return Math.abs(after - before) < LEAST ? Optional.empty() : Optional.of(before < after ? "yes" : "no");
    }

    private Optional<String> between(String rest) {
        boolean down = rest.endsWith(", seen from top to bottom?");
        String[] names = rest.substring(0, Math.max(0, rest.indexOf(','))).split(" and the ", 2);
        if (names.length < 2) {
            return Optional.empty();
        }
        Optional<String[]> from = named(names[0]);
        Optional<String[]> to = named(names[1]);
        if (from.isEmpty() || to.isEmpty()) {
            return Optional.empty();
        }
        ToIntFunction<String[]> place = line -> Integer.parseInt(line[down ? 4 : 3]);
        int low = place.applyAsInt(from.get());
        int high = place.applyAsInt(to.get());
        List<String[]> inside = lines.stream()
                .filter(line -> line != from.get() && line != to.get())
                .filter(line -> place.applyAsInt(line) > low && place.applyAsInt(line) < high)
                .toList();
        return inside.size() == 1 ? Optional.of(inside.getFirst()[0] + " " + inside.getFirst()[1]) : Optional.empty();
    }

    private Optional<String[]> named(String name) {
        List<String[]> found = lines.stream().filter(line -> name.equals(line[0] + " " + line[1])).toList();
        return found.size() == 1 ? Optional.of(found.getFirst()) : Optional.empty();
    }

    private Optional<String[]> only(int column, String word) {
        List<String[]> found = lines.stream().filter(line -> line[column].equals(word)).toList();
        return found.size() == 1 ? Optional.of(found.getFirst()) : Optional.empty();
    }
}
