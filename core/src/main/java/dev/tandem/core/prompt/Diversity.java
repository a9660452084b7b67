package dev.tandem.core.prompt;

import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** How much the outputs of a prompt differ from each other: a prompt that always gives the same makes poor data. */
public final class Diversity {
    private Diversity() {}

    /**
     * Distinct-n (Li et al., 2016): the share of n-grams of words, over all texts together, that are different ones. Words are runs of
     * letters and digits, in lower case.
     *
     * @return 0 to 1; NaN where no text has n words
     */
    public static double distinct(List<String> texts, int n) {
        Set<String> different = new HashSet<>();
        long all = 0;
        for (String text : texts) {
            String[] words = text.toLowerCase(Locale.ROOT).codePoints()
                    .collect(StringBuilder::new,
                            (out, character) -> out.appendCodePoint(Character.isLetterOrDigit(character) ? character : ' '),
                            StringBuilder::append)
                    .toString().strip().split(" +");
            for (int i = 0; i + n <= words.length && !words[0].isEmpty(); i++) {
                different.add(String.join(" ", List.of(words).subList(i, i + n)));
                all++;
            }
        }
        return all == 0 ? Double.NaN : (double) different.size() / all;
    }

    /**
     * The mean cosine of all pairs, computed from the sum of the unit vectors, so that it takes one pass: (|sum|² - n) / (n (n - 1)).
     *
     * @param vectors of one length each; those of zero count as vectors that are like no other
     * @return -1 to 1; NaN where there are fewer than two
     */
    public static double meanSimilarity(List<float[]> vectors) {
        int n = vectors.size();
        if (n < 2) {
            return Double.NaN;
        }
        double[] sum = new double[vectors.getFirst().length];
        double own = 0;
        for (float[] vector : vectors) {
            double norm = 0;
            for (float value : vector) {
                norm += (double) value * value;
            }
            if (norm > 0) {
                own++;
                for (int d = 0; d < sum.length; d++) {
                    sum[d] += vector[d] / Math.sqrt(norm);
                }
            }
        }
        double square = 0;
        for (double value : sum) {
            square += value * value;
        }
        return (square - own) / ((double) n * (n - 1));
    }
}
