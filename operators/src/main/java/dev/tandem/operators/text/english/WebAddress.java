package dev.tandem.operators.text.english;

/**
 * Web addresses, which stay whole: a scheme and a user are optional, the host is a name with a top-level domain or a
 * public IPv4 address, and behind it may come a port, a path, a query or a fragment.
 */
final class WebAddress {
    private static final int LONGEST_LABEL = 64;
    private static final int LONGEST_TOP_LEVEL_DOMAIN = 63;

    /** Largest numbers of a public address. */
    private static final int[] LARGEST = {223, 255, 255, 254};

    private WebAddress() {}

    static boolean is(char[] text, int from, int to) {
        int period = from;
        while (period < to && text[period] != '.') {
            period++;
        }
        if (period == to) {
            return false;
        }
        if (isHost(text, from, to)) {
            return true;
        }
        int scheme = afterScheme(text, from, to);
        if (scheme > from && isHost(text, scheme, to)) {
            return true;
        }
        for (int at = from + 1; at < to; at++) {
            if (text[at] == '@' && isHost(text, at + 1, to)) {
                return true;
            }
        }
        return false;
    }

    /** Where the rest begins behind a scheme and "://"; {@code from} when there is none. */
    private static int afterScheme(char[] text, int from, int to) {
        int at = from;
        int length = 0;
        while (at < to && text[at] != ':') {
            int codePoint = Character.codePointAt(text, at, to);
            if (!Unicode14.isAlphanumeric(codePoint) && "_+-.".indexOf(codePoint) < 0) {
                return from;
            }
            at += Character.charCount(codePoint);
            length++;
        }
        return length >= 2 && at + 2 < to && text[at + 1] == '/' && text[at + 2] == '/' ? at + 3 : from;
    }

    private static boolean isHost(char[] text, int from, int to) {
        return isNamedHost(text, from, to) || isPublicAddress(text, from, to);
    }

    private static boolean isNamedHost(char[] text, int from, int to) {
        int at = from;
        for (int end = label(text, at, to); end > 0; end = label(text, at, to)) {
            at = end + 1;
        }
        if (at == from) {
            return false;
        }
        int length = 0;
        while (at < to) {
            int codePoint = Character.codePointAt(text, at, to);
            if (!WordCharacters.is(codePoint, WordCharacters.TOP_LEVEL_DOMAIN)) {
                break;
            }
            at += Character.charCount(codePoint);
            length++;
        }
        return length >= 2 && length <= LONGEST_TOP_LEVEL_DOMAIN && isRest(text, at, to);
    }

    /** Where the period stands behind a label that begins at {@code from}; 0 when there is none. */
    private static int label(char[] text, int from, int to) {
        int at = from;
        while (at < to && (isOfLabel(text[at]) || text[at] == '_' || text[at] == '-')) {
            at++;
        }
        boolean found = at > from && at - from <= LONGEST_LABEL && at < to && text[at] == '.'
                && isOfLabel(text[from]) && isOfLabel(text[at - 1]);
        return found ? at : 0;
    }

    private static boolean isOfLabel(char c) {
        return WordCharacters.isPlainLetter(c) || WordCharacters.isDigit(c) || (c >= 0xA1 && !Character.isSurrogate(c));
    }

    /** A port, then a path, a query or a fragment; each may be missing. */
    private static boolean isRest(char[] text, int from, int to) {
        int at = from;
        if (at < to && text[at] == ':') {
            at++;
            int digits = 0;
            while (at < to && digits < 5 && Unicode14.isDigit(Character.codePointAt(text, at, to))) {
                at += Character.charCount(Character.codePointAt(text, at, to));
                digits++;
            }
            if (digits < 2) {
                return false;
            }
        }
        return at == to || text[at] == '/' || text[at] == '?' || text[at] == '#';
    }

    private static boolean isPublicAddress(char[] text, int from, int to) {
        int[] numbers = new int[LARGEST.length];
        int at = from;
        for (int i = 0; i < LARGEST.length; i++) {
            int[] digits = new int[3];
            int length = 0;
            while (at < to && length < 3 && Unicode14.isDigit(Character.codePointAt(text, at, to))) {
                digits[length] = Character.codePointAt(text, at, to);
                at += Character.charCount(digits[length++]);
            }
            if (!isNumber(i, digits, length)) {
                return false;
            }
            numbers[i] = number(digits, length);
            if (i + 1 < LARGEST.length && (at == to || text[at++] != '.')) {
                return false;
            }
        }
        return !isPrivate(numbers) && isRest(text, at, to);
    }

    /** Digits of any script are digits, but where the limits of a number are tested. */
    private static boolean isNumber(int index, int[] digits, int length) {
        boolean mayBeZero = index == 1 || index == 2;
        if (length < 3) {
            return length > 0 && (mayBeZero || (digits[0] >= '1' && digits[0] <= '9'));
        }
        int largest = LARGEST[index];
        int tens = '0' + largest / 10 % 10;
        return digits[0] == '1'
                || (digits[0] == '2'
                        && ((digits[1] >= '0' && digits[1] < tens)
                                || (digits[1] == tens && digits[2] >= '0' && digits[2] <= '0' + largest % 10)));
    }

    private static int number(int[] digits, int length) {
        int number = 0;
        for (int i = 0; i < length; i++) {
            if (digits[i] > '9') {
                return -1;
            }
            number = 10 * number + digits[i] - '0';
        }
        return number;
    }

    private static boolean isPrivate(int[] numbers) {
        return numbers[0] == 10 || numbers[0] == 127
                || (numbers[0] == 169 && numbers[1] == 254)
                || (numbers[0] == 192 && numbers[1] == 168)
                || (numbers[0] == 172 && numbers[1] >= 16 && numbers[1] <= 31);
    }
}
