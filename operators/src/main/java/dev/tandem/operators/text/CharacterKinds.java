package dev.tandem.operators.text;

import dev.tandem.core.operator.SampleView.Derivation;
import dev.tandem.operators.text.english.TextUnits;
import dev.tandem.operators.text.english.Unicode14;

/**
 * Code points of a text by kind, counted in one walk for all operators of a pass.
 *
 * @param all code points
 * @param letters letters of Unicode 14
 * @param alphanumeric letters and numbers of Unicode 14
 * @param special those of {@link SpecialCharacters}
 */
record CharacterKinds(int all, int letters, int alphanumeric, int special) {
    static final Derivation<CharacterKinds> OF = sample -> of(sample.derive(TextUnits.OF));

    /** Three counts stand in one number, each with room for the characters that are added up before it is emptied. */
    private static final int WIDTH = 21;
    private static final int MASK = (1 << WIDTH) - 1;
    private static final long[] PLAIN = new long[128];

    static {
        for (int c = 0; c < PLAIN.length; c++) {
            PLAIN[c] = kinds(c);
        }
    }

    private static long kinds(int codePoint) {
        return (Unicode14.isLetter(codePoint) ? 1 : 0)
                + (Unicode14.isAlphanumeric(codePoint) ? 1L << WIDTH : 0)
                + (SpecialCharacters.contains(codePoint) ? 1L << 2 * WIDTH : 0);
    }

    private static CharacterKinds of(TextUnits text) {
        int[] sums = new int[3];
        for (int from = 0; from < text.length(); from += MASK) {
            long counts = count(text.array(), from, Math.min(text.length(), from + MASK));
            for (int kind = 0; kind < sums.length; kind++) {
                sums[kind] += (int) (counts >>> kind * WIDTH) & MASK;
            }
        }
        return new CharacterKinds(text.codePoints(0, text.length()), sums[0], sums[1], sums[2]);
    }

    /** Of the code points that begin in a stretch. */
    private static long count(char[] units, int from, int to) {
        long counts = 0;
        for (int i = from; i < to; i++) {
            char c = units[i];
            if (c < PLAIN.length) {
                counts += PLAIN[c];
            } else if (!Character.isLowSurrogate(c) || i == 0 || !Character.isHighSurrogate(units[i - 1])) {
                counts += kinds(Character.codePointAt(units, i));
            }
        }
        return counts;
    }

    /** Share of all code points; 0 for empty text. */
    double share(int counted) {
        return all == 0 ? 0 : (double) counted / all;
    }
}
