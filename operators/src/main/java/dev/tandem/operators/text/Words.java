package dev.tandem.operators.text;

import dev.tandem.core.operator.SampleView.Derivation;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The words of a text, computed once for all operators of a pass. */
final class Words {
    /** Stretches without space, tab and line feed. */
    static final Derivation<List<String>> ALL = sample -> split(sample.text());

    /** The same, lower-cased, without special characters at both ends; a word of nothing else stays as an empty one. */
    static final Derivation<List<String>> REFINED =
            sample -> sample.derive(Words.ALL).stream().map(Words::refine).toList();

    /** 64-bit hashes of the refined words. */
    static final Derivation<long[]> REFINED_HASHES =
            sample -> sample.derive(Words.REFINED).stream().mapToLong(Words::hash).toArray();

    private Words() {}

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

    private static String refine(String word) {
        String lower = word.toLowerCase(Locale.ROOT);
        int from = 0;
        int to = lower.length();
        while (from < to && SpecialCharacters.contains(lower.codePointAt(from))) {
            from += Character.charCount(lower.codePointAt(from));
        }
        while (to > from && SpecialCharacters.contains(lower.codePointBefore(to))) {
            to -= Character.charCount(lower.codePointBefore(to));
        }
        return lower.substring(from, to);
    }

    private static long hash(String word) {
        long hash = 1_125_899_906_842_597L;
        for (int i = 0; i < word.length(); i++) {
            hash = NgramCounts.mix(hash ^ word.charAt(i));
        }
        return hash;
    }
}
