package dev.tandem.operators.creators.contrast;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * Facts of a scene.
 *
 * @param things colour, shape and what else is known of each
 * @param colours that scenes may have
 * @param shapes that scenes may have
 */
record SceneFacts(List<List<String>> things, List<String> colours, List<String> shapes) implements Facts {
    private static final int COLOUR = 0;
    private static final int SHAPE = 1;

    static SceneFacts of(String scene, List<String> colours, List<String> shapes) {
        return new SceneFacts(scene.lines().map(line -> Arrays.asList(line.split("\t"))).toList(), colours, shapes);
    }

    @Override
    public Optional<Contrast> contrast(Level level, Random random) {
        List<String> thing = things.get(random.nextInt(things.size()));
        return switch (level) {
            case OBJECT -> one(shapes.stream().filter(shape -> count(SHAPE, shape) == 0).toList(), random)
                    .map(missing -> new Contrast(there(thing.get(SHAPE)), there(missing)));
            case ATTRIBUTE -> one(colours.stream().filter(colour -> count(colour, thing.get(SHAPE)) == 0).toList(), random)
                    .map(other -> new Contrast(
                            there(thing.get(COLOUR) + " " + thing.get(SHAPE)), there(other + " " + thing.get(SHAPE))));
            case KNOWLEDGE -> {
                int column = random.nextInt(2);
                int count = count(column, thing.get(column));
                int wrong = count > 1 && random.nextBoolean() ? count - 1 : count + 1;
                yield Optional.of(new Contrast(number(column, thing, count), number(column, thing, wrong)));
            }
        };
    }

    private int count(int column, String word) {
        return (int) things.stream().filter(thing -> thing.get(column).equals(word)).count();
    }

    private int count(String colour, String shape) {
        return (int) things.stream().filter(thing -> thing.subList(0, 2).equals(List.of(colour, shape))).count();
    }

    private static Optional<String> one(List<String> words, Random random) {
        return words.isEmpty() ? Optional.empty() : Optional.of(words.get(random.nextInt(words.size())));
    }

    private static String there(String name) {
        boolean vowel = IntStream.of('a', 'e', 'i', 'o', 'u').anyMatch(letter -> letter == name.charAt(0));
        return "Is there " + (vowel ? "an " : "a ") + name + " in the picture?";
    }

    private static String number(int column, List<String> thing, int count) {
        String what = column == COLOUR ? "shapes that are " + thing.get(COLOUR) : "shapes of the kind " + thing.get(SHAPE);
        return "Is the number of " + what + " " + count + "?";
    }
}
