package dev.tandem.operators.model;

import dev.tandem.operators.text.EnglishStopWords;
import dev.tandem.operators.text.english.SpanTable;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** What English text talks of: words that follow each other without a function word or a mark between them. No grammar is known. */
final class Phrases {
    /** Of one phrase; more are two phrases. */
    private static final int MOST_WORDS = 4;

    private Phrases() {}

    /** Different phrases in lower case, in their order. */
    static List<String> of(String text, int most) {
        char[] lower = text.toLowerCase(Locale.ROOT).toCharArray();
        Set<String> found = new LinkedHashSet<>();
        int start = -1;
        int end = 0;
        int words = 0;
        int at = 0;
        while (at < lower.length && found.size() < most) {
            int from = at;
            while (at < lower.length && isWord(lower[at])) {
                at++;
            }
            boolean stops = at == from || EnglishStopWords.ALL.find(lower, from, at) != SpanTable.ABSENT;
            if (at > from && !stops) {
                start = words == 0 ? from : start;
                end = at;
                words++;
            }
            boolean ends = at < lower.length && !Character.isWhitespace(lower[at]) && at == from;
            if (words > 0 && (stops && at > from || ends || words == MOST_WORDS)) {
                found.add(new String(lower, start, end - start));
                words = 0;
            }
            at = at == from ? at + 1 : at;
        }
        if (words > 0 && found.size() < most) {
            found.add(new String(lower, start, end - start));
        }
        return new ArrayList<>(found);
    }

    private static boolean isWord(char c) {
        return Character.isLetterOrDigit(c) || Character.isSurrogate(c) || c == '\'' || c == '-';
    }
}
