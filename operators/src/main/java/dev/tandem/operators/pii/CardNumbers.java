package dev.tandem.operators.pii;

import dev.tandem.operators.text.english.Tokens;

/** Finds payment card numbers; see {@link CleanCardMapper}. */
final class CardNumbers {
    private static final int SHORTEST = 13;
    private static final int LONGEST = 19;
    private static final int SMALLEST_GROUP = 3;

    /**
     * The schemes: first and last of the numbers that a card number begins with, and its fewest and most digits. Visa has
     * no numbers of 14, 15, 17 and 18 digits.
     */
    private static final int[][] SCHEMES = {
        {4, 4, 13, 13}, {4, 4, 16, 16}, {4, 4, 19, 19}, // Visa
        {51, 55, 16, 16}, {2221, 2720, 16, 16}, // Mastercard
        {34, 34, 15, 15}, {37, 37, 15, 15}, // American Express
        {300, 305, 14, 19}, {3095, 3095, 14, 19}, {36, 36, 14, 19}, {38, 39, 14, 19}, // Diners Club
        {3528, 3589, 16, 19}, // JCB
        {6011, 6011, 16, 19}, {644, 649, 16, 19}, {65, 65, 16, 19}, // Discover
        {62, 62, 16, 19}, {81, 82, 16, 19}, // UnionPay, RuPay
        {2200, 2204, 16, 19}, // Mir
        {5018, 5018, 13, 19}, {5020, 5020, 13, 19}, {5038, 5038, 13, 19}, {5893, 5893, 13, 19}, {6304, 6304, 13, 19},
        {6759, 6759, 13, 19}, {6761, 6763, 13, 19}, // Maestro
        {508, 508, 16, 16}, {60, 60, 16, 16}, // RuPay
        {9792, 9792, 16, 16}, // Troy
    };

    private CardNumbers() {}

    static Tokens in(String text) {
        DigitGroups groups = new DigitGroups(text);
        Tokens found = new Tokens(8);
        for (int at = 0; at < text.length(); ) {
            int end = -1;
            if (DigitGroups.isDigit(text.charAt(at)) && Surroundings.isFreeBefore(text, at)) {
                groups.read(at);
                end = end(text, groups);
            }
            if (end > at) {
                found.add(at, end);
            }
            at = Math.max(end, at + 1);
        }
        return found;
    }

    /** Where the shortest number ends that the groups begin with; -1 when they begin with none. */
    private static int end(String text, DigitGroups groups) {
        int length = 0;
        for (int group = 0; group < groups.count() && length < LONGEST; group++) {
            boolean apart = group == 0 || isApart(groups, group);
            if (!apart || groups.isBracketed(group)) {
                return -1;
            }
            length += groups.length(group);
            boolean possible = length >= SHORTEST && length <= LONGEST && Surroundings.isFreeBehind(text, groups.end(group));
            if (possible && isCard(groups.digits(0, group + 1))) {
                return groups.end(group);
            }
            if (groups.length(group) < SMALLEST_GROUP) {
                return -1;
            }
        }
        return -1;
    }

    private static boolean isApart(DigitGroups groups, int group) {
        char separator = groups.separator(group);
        return (separator == ' ' || separator == '-') && separator == groups.separator(1);
    }

    private static boolean isCard(String digits) {
        for (int[] scheme : SCHEMES) {
            int prefix = Integer.parseInt(digits.substring(0, String.valueOf(scheme[0]).length()));
            if (prefix >= scheme[0] && prefix <= scheme[1] && digits.length() >= scheme[2] && digits.length() <= scheme[3]) {
                return isLuhn(digits);
            }
        }
        return false;
    }

    /** From the right, every second digit counts twice, with the digits of the product added; the sum ends in 0. */
    private static boolean isLuhn(String digits) {
        int sum = 0;
        for (int i = 0; i < digits.length(); i++) {
            int digit = digits.charAt(digits.length() - 1 - i) - '0';
            int twice = digit > 4 ? 2 * digit - 9 : 2 * digit;
            sum += i % 2 == 1 ? twice : digit;
        }
        return sum % 10 == 0;
    }
}
