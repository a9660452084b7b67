package dev.tandem.operators.creators.scenes;

import java.util.Arrays;
import java.util.List;

/** The words of which the text of a scene is made. */
public final class SceneWords {
    private static final int MOST_THINGS = 1000;

    private SceneWords() {}

    public static List<String> colours() {
        return Arrays.stream(Colour.values()).map(Colour::word).toList();
    }

    public static List<String> shapes() {
        return Arrays.stream(Shape.values()).map(Shape::word).toList();
    }

    /** Whether a text is one that a scene writes: metadata of a sample can be anything. */
    public static boolean isScene(String text) {
        return !text.isEmpty() && text.lines().limit(MOST_THINGS + 1).count() <= MOST_THINGS && text.lines().allMatch(line -> {
            String[] words = line.split("\t");
            return words.length == 5 && colours().contains(words[0]) && shapes().contains(words[1]);
        });
    }
}
