package dev.tandem.operators.text;

import dev.tandem.core.operator.Mapper;
import dev.tandem.core.operator.OperatorName;
import dev.tandem.core.operator.Setting;
import dev.tandem.operators.text.english.LowerCase;
import dev.tandem.operators.text.english.WhiteSpace;
import java.util.BitSet;
import java.util.HashSet;
import java.util.Set;

/**
 * Removes sentences that a text had before; the first of each stays. Sentences end at line feeds and behind a period, a
 * question mark or an exclamation mark, plain or full-width, with the closing curly quote that follows. The period of an
 * abbreviation ends a sentence too.
 */
@OperatorName("remove_repeat_sentences")
public final class RemoveRepeatSentencesMapper implements Mapper {
    private static final String ENDS = ".!?\u3002\uff01\uff1f";
    /** What ends a sentence together with a closing quote. The braces and digits are Data-Juicer's. */
    private static final String ENDS_WITH_QUOTE = ENDS + "\u2026{}26";
    private static final char ELLIPSIS = '\u2026';

    private final Params params;

    public RemoveRepeatSentencesMapper(Params params) {
        this.params = params;
    }

    /**
     * What is the same sentence.
     *
     * @param lowercase whether capital letters are the same as small ones
     * @param ignoreSpecialCharacter whether all but plain letters, digits, Chinese characters and space is left out of account
     * @param minRepeatSentenceLength shorter sentences stay, however often they come; in code points that are not left out
     */
    public record Params(
            @Setting("false") boolean lowercase,
            @Setting("true") boolean ignoreSpecialCharacter,
            @Setting(value = "2", min = 0) int minRepeatSentenceLength) {}

    @Override
    public String map(String string) {
        char[] text = string.toCharArray();
        BitSet begins = beginnings(text);
        Set<String> seen = new HashSet<>();
        StringBuilder kept = new StringBuilder(text.length);
        for (int from = 0; from < text.length; ) {
            if (text[from] == '\n') {
                kept.append('\n');
                from++;
                continue;
            }
            int end = end(text, from, begins);
            String sentence = compared(text, from, end);
            if (sentence.codePointCount(0, sentence.length()) < params.minRepeatSentenceLength() || seen.add(sentence)) {
                kept.append(text, from, end - from);
            }
            from = end;
        }
        return kept.toString();
    }

    private static int end(char[] text, int from, BitSet begins) {
        int end = from + 1;
        while (end < text.length && text[end] != '\n' && !begins.get(end)) {
            end++;
        }
        return end;
    }

    /** Places within lines where a sentence begins: behind an end, an end with a quote, or two ellipses. */
    private static BitSet beginnings(char[] text) {
        BitSet begins = new BitSet(text.length);
        for (int i = 0; i + 1 < text.length; i++) {
            if (ENDS.indexOf(text[i]) >= 0 && begins(text, i + 1)) {
                begins.set(++i);
            }
        }
        for (int i = 0; i + 2 < text.length; i++) {
            if (text[i] == ELLIPSIS && text[i + 1] == ELLIPSIS && begins(text, i + 2)) {
                begins.set(i += 2);
            }
        }
        for (int i = 0; i + 2 < text.length; i++) {
            if (ENDS_WITH_QUOTE.indexOf(text[i]) >= 0 && isClosingQuote(text[i + 1]) && begins(text, i + 2)) {
                begins.set(i += 2);
            }
        }
        return begins;
    }

    private static boolean begins(char[] text, int at) {
        return text[at] != '\n' && !isClosingQuote(text[at]);
    }

    private static boolean isClosingQuote(char c) {
        return c == '\u2019' || c == '\u201d';
    }

    private String compared(char[] text, int from, int to) {
        int start = WhiteSpace.start(text, from, to);
        String sentence = new String(text, start, WhiteSpace.end(text, start, to) - start);
        String cased = params.lowercase() ? LowerCase.of(sentence) : sentence;
        return params.ignoreSpecialCharacter() ? withoutSpecial(cased) : cased;
    }

    private static String withoutSpecial(String sentence) {
        StringBuilder plain = new StringBuilder(sentence.length());
        for (int i = 0; i < sentence.length(); i++) {
            char c = sentence.charAt(i);
            boolean letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '\u4e00' && c <= '\u9fa5');
            if (letter || (c >= '0' && c <= '9') || c == ' ' || c == '\t') {
                plain.append(c);
            }
        }
        return plain.toString();
    }
}
