package dev.tandem.operators.text.ngram;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Interpolated modified Kneser-Ney as its formula stands, of words as they are: slow, and with nothing in common with the model. */
final class KneserNey {
    private static final String BEGIN = "<s>";
    private static final String END = "</s>";

    private final int order;
    private final Set<String> vocabulary = new HashSet<>(Set.of(END, "<unk>"));
    /** By length, n-grams with their counts: of the longest ones occurrences, of others how many words come before them. */
    private final List<Map<List<String>, Integer>> counts = new ArrayList<>();

    KneserNey(List<List<String>> text, int order) {
        this.order = order;
        List<Map<List<String>, Set<Object>>> seen = new ArrayList<>();
        for (int length = 0; length <= order; length++) {
            seen.add(new HashMap<>());
        }
        for (List<String> line : text) {
            vocabulary.addAll(line);
            List<String> sentence = sentence(line);
            for (int end = 1; end <= sentence.size(); end++) {
                for (int length = 1; length <= Math.min(order, end); length++) {
                    List<String> ngram = List.copyOf(sentence.subList(end - length, end));
                    boolean occurrence = length == order || ngram.getFirst().equals(BEGIN);
                    seen.get(length).computeIfAbsent(ngram, unused -> new HashSet<>())
                            .add(occurrence ? new Object() : sentence.get(end - length - 1));
                }
            }
        }
        for (Map<List<String>, Set<Object>> ofLength : seen) {
            Map<List<String>, Integer> counted = new HashMap<>();
            ofLength.forEach((ngram, what) -> counted.put(ngram, what.size()));
            counted.remove(List.of(BEGIN));
            counts.add(counted);
        }
    }

    private static List<String> sentence(List<String> line) {
        List<String> sentence = new ArrayList<>(List.of(BEGIN));
        sentence.addAll(line);
        sentence.add(END);
        return sentence;
    }

    /** Of a word of a line, or of its end, after what comes before. */
    double probability(List<String> line, int word) {
        List<String> sentence = sentence(line);
        String found = sentence.get(word + 1);
        return probability(
                vocabulary.contains(found) ? found : "<unk>",
                sentence.subList(Math.max(0, word + 2 - order), word + 1));
    }

    private double probability(String word, List<String> context) {
        double shorter = context.isEmpty()
                ? 1.0 / vocabulary.size()
                : probability(word, context.subList(1, context.size()));
        Map<List<String>, Integer> ngrams = counts.get(context.size() + 1);
        double total = 0;
        double left = 0;
        double seen = 0;
        for (Map.Entry<List<String>, Integer> ngram : ngrams.entrySet()) {
            if (ngram.getKey().subList(0, context.size()).equals(context)) {
                double discount = discount(ngrams, ngram.getValue());
                total += ngram.getValue();
                left += discount;
                seen += ngram.getKey().getLast().equals(word) ? ngram.getValue() - discount : 0;
            }
        }
        return total == 0 ? shorter : seen / total + left / total * shorter;
    }

    private static double discount(Map<List<String>, Integer> ngrams, int count) {
        double[] t = new double[5];
        ngrams.values().stream().filter(value -> value <= 4).forEach(value -> t[value]++);
        double y = t[1] / (t[1] + 2 * t[2]);
        double[] discounts = {0, 1 - 2 * y * t[2] / t[1], 2 - 3 * y * t[3] / t[2], 3 - 4 * y * t[4] / t[3]};
        for (int k = 1; k <= 3; k++) {
            if (!(discounts[k] > 0 && discounts[k] <= k)) {
                return Math.min(count, 3) / 2.0;
            }
        }
        return discounts[Math.min(count, 3)];
    }
}
