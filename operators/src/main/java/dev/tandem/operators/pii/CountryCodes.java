package dev.tandem.operators.pii;

import java.util.BitSet;

/** The country codes of international telephone numbers (ITU-T E.164). */
final class CountryCodes {
    /** Assigned codes, as first and last of those in a row. */
    private static final int[] ASSIGNED = {
        1, 1, 7, 7, 20, 20, 27, 27, 30, 34, 36, 36, 39, 41, 43, 49, 51, 58, 60, 66, 81, 82, 84, 84, 86, 86, 90, 95, 98, 98,
        211, 213, 216, 216, 218, 218, 220, 258, 260, 269, 290, 291, 297, 299, 350, 359, 370, 378, 380, 383, 385, 387, 389, 389,
        420, 421, 423, 423, 500, 509, 590, 599, 670, 670, 672, 683, 685, 692, 800, 800, 808, 808, 850, 850, 852, 853, 855, 856,
        870, 870, 878, 878, 880, 883, 886, 886, 888, 888, 960, 968, 970, 977, 979, 979, 992, 996, 998, 998,
    };
    private static final BitSet CODES = new BitSet(1000);

    static {
        for (int i = 0; i < ASSIGNED.length; i += 2) {
            CODES.set(ASSIGNED[i], ASSIGNED[i + 1] + 1);
        }
    }

    private CountryCodes() {}

    /** How many digits at the beginning are the country code; 0 when no code is assigned. */
    static int length(String digits) {
        int code = 0;
        for (int length = 1; length <= Math.min(3, digits.length()); length++) {
            code = 10 * code + digits.charAt(length - 1) - '0';
            if (CODES.get(code)) {
                return length;
            }
        }
        return 0;
    }
}
