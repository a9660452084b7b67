package dev.tandem.operators.text.ngram;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Text that an invented grammar makes, and models of it. */
public final class NgramModels {
    private static final List<String> WHO = List.of("the ferry", "a pilot", "the harbour master", "every gull", "nobody");
    private static final List<String> DOES = List.of("waits for", "follows", "has seen", "paints", "forgets");
    private static final List<String> WHAT = List.of("the tide", "3 boats", "an old bridge", "the evening light", "a storm");

    private NgramModels() {}

    /** Lines such as "the ferry waits for the tide." */
    static List<String> lines(int count, long seed) {
        Random random = new Random(seed);
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            lines.add(pick(WHO, random) + " " + pick(DOES, random) + " " + pick(WHAT, random)
                    + (random.nextInt(3) == 0 ? " and " + pick(DOES, random) + " " + pick(WHAT, random) : "") + ".");
        }
        return lines;
    }

    private static String pick(List<String> choices, Random random) {
        return choices.get(random.nextInt(choices.size()));
    }

    static NgramModel model(List<String> lines, int order, int prune) {
        NgramTrainer trainer = new NgramTrainer(order, prune);
        lines.forEach(line -> trainer.add(line.toCharArray(), 0, line.length()));
        return trainer.train();
    }

    /** The file of a small model. */
    public static byte[] file() {
        return model(lines(200, 1), 3, 0).encode();
    }
}
