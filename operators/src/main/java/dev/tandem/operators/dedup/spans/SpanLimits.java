package dev.tandem.operators.dedup.spans;

import dev.tandem.core.operator.Decision;
import dev.tandem.core.operator.Feature;
import dev.tandem.core.operator.SpanDeduplicator;
import dev.tandem.core.operator.SpanDeduplicator.Cut;
import dev.tandem.core.operator.SpanDeduplicator.Span;
import dev.tandem.operators.text.english.EnglishWords;
import dev.tandem.operators.text.english.Sentences;
import java.util.List;

/**
 * What is measured of a sample that repeated spans were looked for in, and which samples stay.
 *
 * @param remove whether repeated spans are cut out, or only measured
 * @param maxRepeatedRatio largest share of repeated characters kept
 * @param minDocWords fewest words that a sample may have after something was cut out of it
 * @param minNumSentences fewest sentences
 */
record SpanLimits(boolean remove, double maxRepeatedRatio, int minDocWords, int minNumSentences) {
    private static final int RATIO = 0;
    private static final int CHARACTERS = 1;
    private static final int WORDS = 2;
    private static final int SENTENCES = 3;

    static List<Feature> features() {
        return List.of(
                Feature.number(SpanDeduplicator.REPEATED_RATIO), Feature.number("characters_left"), Feature.number("words_left"),
                Feature.number("sentences_left"));
    }

    /** Of texts without a repeated span. */
    static Cut nothing(List<String> texts) {
        return new Cut(texts, new double[] {0, Double.NaN, Double.NaN, Double.NaN}, List.of());
    }

    /**
     * Of texts and what is left of them.
     *
     * @param repeated what was taken out
     */
    Cut cut(List<String> texts, List<String> left, List<Span> repeated) {
        int before = 0;
        int after = 0;
        for (int i = 0; i < texts.size(); i++) {
            before += codePoints(texts.get(i));
            after += codePoints(left.get(i));
        }
        double ratio = (double) (before - after) / before;
        if (!remove) {
            return new Cut(texts, new double[] {ratio, Double.NaN, Double.NaN, Double.NaN}, repeated);
        }
        double words = left.stream().mapToInt(text -> EnglishWords.of(text).count()).sum();
        double sentences = left.stream().mapToInt(text -> Sentences.of(text.toCharArray()).size()).sum();
        return new Cut(left, new double[] {ratio, after, words, sentences}, List.of());
    }

    private static int codePoints(String text) {
        return text.codePointCount(0, text.length());
    }

    Decision decide(double[] values) {
        if (values[RATIO] > maxRepeatedRatio) {
            return Decision.drop("repeated_ratio above max_repeated_ratio");
        }
        if (values[CHARACTERS] == 0) {
            return Decision.drop("nothing left without repeated spans");
        }
        if (values[WORDS] < minDocWords) {
            return Decision.drop("words left below min_doc_words");
        }
        return values[SENTENCES] < minNumSentences ? Decision.drop("sentences left below min_num_sentences") : Decision.KEEP;
    }
}
