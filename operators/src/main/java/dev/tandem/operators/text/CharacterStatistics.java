package dev.tandem.operators.text;

import dev.tandem.operators.text.english.Punctuation;
import dev.tandem.operators.text.english.Unicode14;
import dev.tandem.operators.text.english.WhiteSpace;
import it.unimi.dsi.fastutil.doubles.DoubleArrayList;

/** What the characters of a text are, as datatrove counts them; a character can be of several kinds. */
final class CharacterStatistics {
    /** What {@link #write} gives, in its order. */
    private static final int KINDS = 5;
    private static final int WHITE_SPACE = 0;
    private static final int NEITHER_LETTER_NOR_DIGIT = 1;
    private static final int DIGIT = 2;
    private static final int CAPITAL = 3;
    private static final int PUNCTUATION = 4;
    private static final int[] PLAIN = plain();

    private CharacterStatistics() {}

    /** Length, and the shares of white space, of neither letters nor digits, of digits, capitals, ellipses and punctuation. */
    static void write(char[] text, DoubleArrayList values) {
        int length = 0;
        int[] counts = new int[KINDS];
        int ellipses = 0;
        for (int i = 0; i < text.length; i++) {
            int kinds;
            if (text[i] < PLAIN.length) {
                kinds = PLAIN[text[i]];
            } else {
                int codePoint = Character.codePointAt(text, i);
                ellipses += codePoint == '…' ? 1 : 0;
                i += Character.charCount(codePoint) - 1;
                kinds = kinds(codePoint);
            }
            length++;
            for (int kind = 0; kind < KINDS; kind++) {
                counts[kind] += kinds >> kind & 1;
            }
        }
        ellipses += 3 * dots(text);
        values.add(length);
        for (int counted : new int[] {
            counts[WHITE_SPACE], counts[NEITHER_LETTER_NOR_DIGIT], counts[DIGIT], counts[CAPITAL], ellipses, counts[PUNCTUATION]
        }) {
            values.add(LengthStatistics.ratio(counted, length));
        }
    }

    /** Times that three periods follow each other. */
    private static int dots(char[] text) {
        int found = 0;
        for (int i = 0; i + 2 < text.length; i++) {
            if (text[i] == '.' && text[i + 1] == '.' && text[i + 2] == '.') {
                found++;
                i += 2;
            }
        }
        return found;
    }

    private static int kinds(int codePoint) {
        boolean digit = Unicode14.isDigitOfAnyKind(codePoint);
        return bit(WHITE_SPACE, WhiteSpace.is(codePoint))
                | bit(NEITHER_LETTER_NOR_DIGIT, !digit && !Unicode14.isLetter(codePoint))
                | bit(DIGIT, digit)
                | bit(CAPITAL, Unicode14.isUpperCase(codePoint))
                | bit(PUNCTUATION, Punctuation.isReplaced(codePoint));
    }

    private static int bit(int kind, boolean set) {
        return set ? 1 << kind : 0;
    }

    private static int[] plain() {
        int[] plain = new int[128];
        for (int c = 0; c < plain.length; c++) {
            plain[c] = kinds(c);
        }
        return plain;
    }
}
