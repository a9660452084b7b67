package dev.tandem.operators.pii;

/**
 * How a number is written, one sign for each of its places: {@code 9} for a digit, {@code A} for a plain letter, {@code X}
 * for either; a space, a hyphen or a period may stand where the shape has one, and a hyphen has to where it has a {@code +}.
 */
record Shape(String places) {

    /** Where the stretch ends that begins at a place and has this shape; -1 when it has another. Capitals go to {@code read}. */
    int end(String text, int from, StringBuilder read) {
        read.setLength(0);
        int at = from;
        for (int i = 0; i < places.length(); i++) {
            char c = at < text.length() ? text.charAt(at) : 0;
            char place = places.charAt(i);
            if (place == '9' || place == 'A' || place == 'X') {
                if (!(place != 'A' && DigitGroups.isDigit(c)) && !(place != '9' && isLetter(c))) {
                    return -1;
                }
                read.append((char) (c >= 'a' ? c - 'a' + 'A' : c));
                at++;
            } else if (isSeparator(place, c)) {
                at++;
            } else if (place == '+') {
                return -1;
            }
        }
        return at;
    }

    private static boolean isSeparator(char place, char c) {
        boolean space = c == ' ' || c == '\u00a0' || c == '\u202f';
        boolean hyphen = c == '-' || c == '\u2010' || c == '\u2011';
        return switch (place) {
            case ' ' -> space;
            case '.' -> c == '.';
            case '+' -> hyphen;
            default -> space || hyphen;
        };
    }

    private static boolean isLetter(char c) {
        return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
    }
}
