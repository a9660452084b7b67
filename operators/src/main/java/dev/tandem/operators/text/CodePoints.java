package dev.tandem.operators.text;

import dev.tandem.operators.text.english.TextUnits;
import java.util.function.IntPredicate;

/** Counts the code points of a text that are of a kind. */
final class CodePoints {
    private final byte[] plain = new byte[128];
    private final IntPredicate counted;

    /** A kind of code points. */
    CodePoints(IntPredicate counted) {
        this.counted = counted;
        for (int c = 0; c < plain.length; c++) {
            plain[c] = (byte) (counted.test(c) ? 1 : 0);
        }
    }

    /** Share of code points that are of the kind; 0 for empty text. */
    double share(TextUnits text) {
        int all = text.codePoints(0, text.length());
        return all == 0 ? 0 : (double) count(text.array()) / all;
    }

    private int count(char[] units) {
        int found = 0;
        for (int i = 0; i < units.length; i++) {
            if (units[i] < plain.length) {
                found += plain[units[i]];
            } else {
                int codePoint = Character.codePointAt(units, i);
                found += counted.test(codePoint) ? 1 : 0;
                i += Character.charCount(codePoint) - 1;
            }
        }
        return found;
    }
}
