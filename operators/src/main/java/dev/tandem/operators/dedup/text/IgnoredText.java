package dev.tandem.operators.dedup.text;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import dev.tandem.core.operator.SampleView;
import dev.tandem.operators.text.english.LowerCase;
import java.util.Arrays;
import java.util.Optional;

/**
 * What texts are compared without: their case, and what a pattern matches. Patterns are RE2's, which take time in proportion
 * to the text, whatever they are.
 *
 * @param pattern empty for none
 */
record IgnoredText(boolean lowercase, Pattern pattern) {
    private static final String PUNCTUATION = "\\p{P}";

    /**
     * Reads a pattern.
     *
     * @throws IllegalArgumentException if it is none
     */
    static IgnoredText of(boolean lowercase, String pattern) {
        try {
            return new IgnoredText(lowercase, Pattern.compile(pattern));
        } catch (PatternSyntaxException e) {
            throw new IllegalArgumentException("ignore_pattern '" + pattern + "' cannot be read: " + e.getMessage(), e);
        }
    }

    char[] without(SampleView sample) {
        Optional<byte[]> utf8 = lowercase ? sample.utf8() : Optional.empty();
        return utf8.isPresent() ? without(LowerCase.characters(utf8.get())) : without(sample.text());
    }

    char[] without(String text) {
        return without(lowercase ? LowerCase.characters(text) : text.toCharArray());
    }

    private char[] without(char[] cased) {
        return switch (pattern.pattern()) {
            case "" -> cased;
            case PUNCTUATION -> withoutPunctuation(cased);
            default -> pattern.matcher(new String(cased)).replaceAll("").toCharArray();
        };
    }

    private static char[] withoutPunctuation(char[] text) {
        int length = 0;
        for (int i = 0; i < text.length; ) {
            int codePoint = Character.codePointAt(text, i);
            int next = i + Character.charCount(codePoint);
            if (!Tokenization.isPunctuation(codePoint)) {
                System.arraycopy(text, i, text, length, next - i);
                length += next - i;
            }
            i = next;
        }
        return Arrays.copyOf(text, length);
    }
}
