package dev.tandem.operators.text;

import dev.tandem.core.operator.SampleView.Derivation;
import dev.tandem.operators.text.english.LowerCase;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The words of a text, computed once for all operators of a pass. */
final class Words {
    /**
     * Stretches without space, tab and line feed, stripped of special characters at both ends; nothing else is no word.
     */
    static final Derivation<List<String>> STRIPPED =
            sample -> stripped(split(sample.text()).stream());

    /**
     * The same of lower-cased stretches: lower case comes first, since a capital may be special and its small letter
     * not.
     */
    static final Derivation<List<String>> REFINED =
            sample -> stripped(split(sample.text()).stream().map(LowerCase::of));

    /** 64-bit hashes of the refined words. */
    static final Derivation<long[]> REFINED_HASHES =
            sample -> sample.derive(Words.REFINED).stream().mapToLong(Words::hash).toArray();

    private Words() {}

    /** Stretches without space, tab and line feed. */
    private static List<String> split(String text) {
        List<String> words = new ArrayList<>();
        int start = -1;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean separator = c == ' ' || c == '\t' || c == '\n';
            if (separator && start >= 0) {
                words.add(text.substring(start, i));
                start = -1;
            } else if (!separator && start < 0) {
                start = i;
            }
        }
        if (start >= 0) {
            words.add(text.substring(start));
        }
        return words;
    }

    private static List<String> stripped(Stream<String> words) {
        return words.map(Words::strip).filter(word -> !word.isEmpty()).toList();
    }

    private static String strip(String word) {
        int from = SpecialCharacters.start(word, 0, word.length());
        return word.substring(from, SpecialCharacters.end(word, from, word.length()));
    }

    private static long hash(String word) {
        long hash = 1_125_899_906_842_597L;
        for (int i = 0; i < word.length(); i++) {
            hash = NgramCounts.mix(hash ^ word.charAt(i));
        }
        return hash;
    }
}
