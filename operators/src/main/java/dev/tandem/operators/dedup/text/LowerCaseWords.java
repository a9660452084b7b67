package dev.tandem.operators.dedup.text;

import dev.tandem.operators.text.english.LowerCase;
import dev.tandem.operators.text.english.TextHash;
import dev.tandem.operators.text.english.WhiteSpace;
import java.nio.charset.StandardCharsets;

/**
 * Words between white space, in lower case, of a text that stands as UTF-8: the tokens that {@link Tokenization#WHITESPACE} cuts out
 * of the characters in lower case, in one walk that writes no character.
 */
final class LowerCaseWords {
    private static final char[] PLAIN = new char[0x80];

    static {
        for (char c = 0; c < PLAIN.length; c++) {
            PLAIN[c] = LowerCase.simple(c);
        }
    }

    private LowerCaseWords() {}

    /**
     * Hands the tokens of a text on, in order.
     *
     * @param utf8 valid
     */
    static void cut(byte[] utf8, RollingShingler out) {
        long hash = 0;
        boolean within = false;
        int characters = 0;
        for (int i = 0; i < utf8.length; characters++) {
            int unit = utf8[i];
            char c = unit >= 0 ? PLAIN[unit] : LowerCase.simple(utf8, i);
            if (unit < 0 && c == LowerCase.NOT_SIMPLE) {
                rest(LowerCase.characters(new String(utf8, StandardCharsets.UTF_8)), characters, hash, within, out);
                return;
            }
            i += LowerCase.bytes(unit);
            if (!WhiteSpace.is(c)) {
                hash = hash * TextHash.BASE + c;
                within = true;
            } else if (within) {
                out.token(hash);
                hash = 0;
                within = false;
            }
        }
        if (within) {
            out.token(hash);
        }
    }

    /** Where a small letter depends on others, or takes more characters, all are mapped: those before it to the same ones. */
    private static void rest(char[] text, int from, long begun, boolean isBegun, RollingShingler out) {
        long hash = begun;
        boolean within = isBegun;
        for (int i = from; i < text.length; i++) {
            if (!WhiteSpace.is(text[i])) {
                hash = hash * TextHash.BASE + text[i];
                within = true;
            } else if (within) {
                out.token(hash);
                hash = 0;
                within = false;
            }
        }
        if (within) {
            out.token(hash);
        }
    }
}
