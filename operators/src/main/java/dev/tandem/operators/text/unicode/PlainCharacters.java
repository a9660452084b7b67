package dev.tandem.operators.text.unicode;

import java.text.Normalizer;

/** The plain form of characters that look like others, and nothing in place of those that look like nothing. */
final class PlainCharacters {
    private static final char ESCAPE = '\u001b';
    private static final int FIRST_WIDE = 0xFF01;
    private static final String[] WIDE = new String[0xFFF0 - FIRST_WIDE];

    static {
        for (int i = 0; i < WIDE.length; i++) {
            WIDE[i] = Normalizer.normalize(String.valueOf((char) (FIRST_WIDE + i)), Normalizer.Form.NFKC);
        }
    }

    private final String text;
    private final boolean uncurlQuotes;
    private final StringBuilder plain;

    private PlainCharacters(String text, boolean uncurlQuotes) {
        this.text = text;
        this.uncurlQuotes = uncurlQuotes;
        this.plain = new StringBuilder(text.length());
    }

    static String of(String text, boolean uncurlQuotes) {
        return new PlainCharacters(text, uncurlQuotes).plain();
    }

    private String plain() {
        for (int at = 0; at < text.length(); ) {
            char c = text.charAt(at);
            int end = c == ESCAPE ? escapeEnd(at) : at;
            if (end > at) {
                at = end;
                continue;
            }
            int codePoint = text.codePointAt(at);
            if (codePoint > Character.MAX_VALUE) {
                plain.appendCodePoint(codePoint);
            } else if (c >= 0x80) {
                append(c);
            } else if (!isControl(c)) {
                plain.append(c);
            }
            at += Character.charCount(codePoint);
        }
        return plain.toString();
    }

    /** Where the escape sequence of a terminal ends that begins at a place; the place itself when none does. */
    private int escapeEnd(int from) {
        int at = from + 1;
        if (at >= text.length() || text.charAt(at) != '[') {
            return from;
        }
        at++;
        while (at < text.length() && (text.charAt(at) == ';' || (text.charAt(at) >= '0' && text.charAt(at) <= '9'))) {
            at++;
        }
        boolean letter = at < text.length() && Character.isLetter(text.charAt(at)) && text.charAt(at) < 0x80;
        return letter ? at + 1 : from;
    }

    private static boolean isControl(char c) {
        return c <= 0x08 || c == 0x0B || (c >= 0x0E && c <= 0x1F) || c == 0x7F;
    }

    private void append(char c) {
        if (c <= 0x9F) {
            plain.append(Windows1252.characterOf(c));
        } else if (c == 0x3000) {
            plain.append(' ');
        } else if (c == 0x2028 || c == 0x2029) {
            plain.append('\n');
        } else if (Character.isSurrogate(c)) {
            plain.append('\ufffd');
        } else if (c >= FIRST_WIDE && c < FIRST_WIDE + WIDE.length) {
            plain.append(WIDE[c - FIRST_WIDE]);
        } else if (uncurlQuotes && ((c >= 0x2018 && c <= 0x201B) || c == 0x2BC)) {
            plain.append('\'');
        } else if (uncurlQuotes && c >= 0x201C && c <= 0x201F) {
            plain.append('"');
        } else if (!isInvisible(c)) {
            appendLetters(c);
        }
    }

    /** Format characters that are deprecated, annotations, the place of an object, the byte order mark. */
    private static boolean isInvisible(char c) {
        return (c >= 0x206A && c <= 0x206F) || c == 0xFEFF || (c >= 0xFFF9 && c <= 0xFFFC);
    }

    /** Ligatures of Latin letters, and pairs of letters that are one character for old encodings. */
    private void appendLetters(char c) {
        switch (c) {
            case '\u0132' -> plain.append("IJ");
            case '\u0133' -> plain.append("ij");
            case '\u0149' -> plain.append("\u02bcn");
            case '\u01c4' -> plain.append("D\u017d");
            case '\u01c5' -> plain.append("D\u017e");
            case '\u01c6' -> plain.append("d\u017e");
            case '\u01c7' -> plain.append("LJ");
            case '\u01c8' -> plain.append("Lj");
            case '\u01c9' -> plain.append("lj");
            case '\u01ca' -> plain.append("NJ");
            case '\u01cb' -> plain.append("Nj");
            case '\u01cc' -> plain.append("nj");
            case '\u01f1' -> plain.append("DZ");
            case '\u01f2' -> plain.append("Dz");
            case '\u01f3' -> plain.append("dz");
            case '\ufb00' -> plain.append("ff");
            case '\ufb01' -> plain.append("fi");
            case '\ufb02' -> plain.append("fl");
            case '\ufb03' -> plain.append("ffi");
            case '\ufb04' -> plain.append("ffl");
            case '\ufb05' -> plain.append("\u017ft");
            case '\ufb06' -> plain.append("st");
            default -> plain.append(c);
        }
    }
}
