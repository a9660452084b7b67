package dev.tandem.operators.text;

import dev.tandem.core.operator.SampleView.Derivation;
import dev.tandem.operators.text.english.TextUnits;
import dev.tandem.operators.text.english.Unicode14;

/**
 * Code points of a text by kind, counted in one walk for all operators of a pass.
 *
 * @param all code points
 * @param alphanumeric letters and numbers of Unicode 14
 * @param special those of {@link SpecialCharacters}
 */
record CharacterKinds(int all, int alphanumeric, int special) {
    static final Derivation<CharacterKinds> OF = sample -> of(sample.derive(TextUnits.OF));

    private static final int SPECIAL_SHIFT = 32;
    /** For each plain character, one in the lower half for an alphanumeric one, and one in the upper half for a special one. */
    private static final long[] PLAIN = new long[128];

    static {
        for (int c = 0; c < PLAIN.length; c++) {
            PLAIN[c] = kinds(c);
        }
    }

    private static long kinds(int codePoint) {
        return (Unicode14.isAlphanumeric(codePoint) ? 1 : 0) + (SpecialCharacters.contains(codePoint) ? 1L << SPECIAL_SHIFT : 0);
    }

    private static CharacterKinds of(TextUnits text) {
        char[] units = text.array();
        long counts = 0;
        for (int i = 0; i < units.length; i++) {
            if (units[i] < PLAIN.length) {
                counts += PLAIN[units[i]];
            } else {
                int codePoint = Character.codePointAt(units, i);
                counts += kinds(codePoint);
                i += Character.charCount(codePoint) - 1;
            }
        }
        return new CharacterKinds(text.codePoints(0, units.length), (int) counts, (int) (counts >>> SPECIAL_SHIFT));
    }

    /** Share of all code points; 0 for empty text. */
    double share(int counted) {
        return all == 0 ? 0 : (double) counted / all;
    }
}
