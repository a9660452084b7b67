package dev.tandem.operators.pii;

import dev.tandem.operators.text.english.Tokens;

/** Finds telephone numbers by the marks that tell them from other numbers; see {@link CleanPhoneMapper}. */
final class PhoneNumbers {
    private static final int NONE = -1;

    private final String text;
    private final DigitGroups groups;
    private final Tokens found = new Tokens(8);

    private PhoneNumbers(String text) {
        this.text = text;
        this.groups = new DigitGroups(text);
    }

    static Tokens in(String text) {
        return new PhoneNumbers(text).find();
    }

    private Tokens find() {
        int last = 0;
        for (int at = 0; at < text.length(); ) {
            char c = text.charAt(at);
            boolean begins = c == '+' || c == '(' || DigitGroups.isDigit(c);
            int end = begins && Surroundings.isFreeBefore(text, at) ? end(at, followsDigits(at, last)) : NONE;
            if (end == NONE) {
                at++;
            } else {
                found.add(at, end);
                last = end;
                at = end;
            }
        }
        return found;
    }

    /** Whether the number continues other digits behind a space, those of a number that was found left out. */
    private boolean followsDigits(int at, int last) {
        return at - 2 >= last && (text.charAt(at - 1) == ' ' || text.charAt(at - 1) == '\u00a0')
                && DigitGroups.isDigit(text.charAt(at - 2));
    }

    /** Where the longest number ends that begins at a place. */
    private int end(int from, boolean followsDigits) {
        groups.read(from);
        for (int count = groups.count(); count > 0; count--) {
            boolean complete = !groups.isBracketed(count - 1) && Surroundings.isFreeBehind(text, groups.end(count - 1));
            if (complete && (isInternational(count, followsDigits) || isNorthAmerican(count) || isNational(count, followsDigits))) {
                return groups.end(count - 1);
            }
        }
        return NONE;
    }

    private boolean isInternational(int count, boolean followsDigits) {
        boolean zeros = !groups.plus() && groups.zeros() >= 2 && count >= 2 && !followsDigits;
        if (!groups.plus() && !zeros) {
            return false;
        }
        String digits = significant(count).substring(zeros ? 2 : 0);
        int code = CountryCodes.length(digits);
        return switch (code) {
            case 0 -> false;
            case 1 -> digits.length() == 11 && (digits.charAt(0) == '7' || isNorthAmerican(digits.substring(1)));
            default -> digits.length() >= 8 && digits.length() <= 15;
        };
    }

    /** The digits, without the zero in brackets that is dialled at home only. */
    private String significant(int count) {
        StringBuilder digits = new StringBuilder();
        for (int group = 0; group < count; group++) {
            String part = groups.digits(group, group + 1);
            digits.append(group > 0 && groups.isBracketed(group) && part.equals("0") ? "" : part);
        }
        return digits.toString();
    }

    /** Three groups, of 3, 3 and 4 digits, where more than spaces separates them, or the area in brackets, or a 1 before them. */
    private boolean isNorthAmerican(int count) {
        int first = count - 3;
        boolean prefixed = first == 1 && groups.digits(0, 1).equals("1");
        if (groups.plus() || first < 0 || (first > 0 && !prefixed) || groups.length(first) != 3
                || groups.length(first + 1) != 3 || groups.length(first + 2) != 4) {
            return false;
        }
        char before = groups.separator(first + 1);
        char behind = groups.separator(first + 2);
        boolean separated = before == behind && (prefixed || before == '-' || before == '.');
        boolean marked = groups.isBracketed(first) || separated || (before == '/' && behind == '-');
        return marked && behind != 0 && isNorthAmerican(groups.digits(first, count));
    }

    /** Neither area nor exchange begins with 0 or 1, or ends in 11. */
    private static boolean isNorthAmerican(String digits) {
        return digits.charAt(0) >= '2' && digits.charAt(3) >= '2' && !digits.startsWith("11", 1) && !digits.startsWith("11", 4);
    }

    /** A single zero and 8 to 11 more digits, in groups of two or more that the same sign separates. */
    private boolean isNational(int count, boolean followsDigits) {
        if (groups.plus() || groups.zeros() != 1 || followsDigits || count < 2 || count > 6) {
            return false;
        }
        for (int group = 0; group < count; group++) {
            boolean separated = group == 0 || groups.separator(group) == groups.separator(count - 1)
                    || (group == 1 && endsArea(groups.separator(1)));
            if (groups.length(group) < 2 || !separated || (group > 0 && groups.isBracketed(group))) {
                return false;
            }
        }
        int length = groups.digits(0, count).length();
        return length >= 9 && length <= (count <= 3 ? 12 : 11);
    }

    /** Behind the first group there may be another sign than behind the others. */
    private boolean endsArea(char separator) {
        return groups.isBracketed(0) || separator == '/' || separator == '-';
    }
}
