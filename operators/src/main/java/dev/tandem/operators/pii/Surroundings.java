package dev.tandem.operators.pii;

import dev.tandem.operators.text.english.Unicode14;

/** Whether a number stands by itself in its text, or is a piece of something longer. */
final class Surroundings {
    private Surroundings() {}

    /** Whether no letter, no digit, and no sign that joins the place to one stands before it. */
    static boolean isFreeBefore(String text, int at) {
        if (at == 0) {
            return true;
        }
        int sign = text.codePointBefore(at);
        int joined = at > 1 ? text.codePointBefore(at - 1) : ' ';
        boolean joins = (isJoining(sign) && joined >= '0' && joined <= '9') || (isTie(sign) && isWord(joined));
        return !isWord(sign) && !joins;
    }

    /** Whether no letter, no digit, and no sign that joins the place to a digit stands behind it. */
    static boolean isFreeBehind(String text, int at) {
        if (at == text.length()) {
            return true;
        }
        boolean joins = at + 1 < text.length() && isJoining(text.charAt(at)) && DigitGroups.isDigit(text.charAt(at + 1));
        return !isWord(text.codePointAt(at)) && !joins;
    }

    private static boolean isJoining(int sign) {
        return sign == '.' || sign == ',' || isTie(sign);
    }

    /** Hyphens and slashes make one name of letters and digits. */
    private static boolean isTie(int sign) {
        return sign == '-' || sign == '/' || sign == 0x2010 || sign == 0x2011;
    }

    private static boolean isWord(int codePoint) {
        return codePoint == '_' || Unicode14.isAlphanumeric(codePoint);
    }
}
