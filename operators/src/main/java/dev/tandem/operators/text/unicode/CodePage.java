package dev.tandem.operators.text.unicode;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/**
 * A code page of one byte that UTF-8 has been read in, other than windows-1252: whole lines of such text are known by their bytes
 * being UTF-8, and by characters that nobody writes one after the other.
 */
final class CodePage {
    /** In the order of ftfy. Bytes that stand for nothing in those of Windows are the control characters of Latin-1. */
    private static final List<CodePage> PAGES = List.of(
            new CodePage("windows-1251"), new CodePage("windows-1250"), new CodePage("windows-1253"), new CodePage("windows-1254"),
            new CodePage("windows-1257"), new CodePage("ISO-8859-2"), new CodePage("x-MacRoman"), new CodePage("IBM437"));
    private static final int NONE = -1;
    private static final int FIRST = 0x80;
    private static final char ROOT = '\u221a';
    /** What a root may be of. */
    private static final String OF_ROOTS = "\u03c0\u221e\u222b\u2211\u220f\u03a9";

    private final char[] characters;
    private final byte[] bytes;
    private final boolean windows;

    private CodePage(String name) {
        windows = name.startsWith("windows");
        byte[] upper = new byte[256 - FIRST];
        for (int i = 0; i < upper.length; i++) {
            upper[i] = (byte) (FIRST + i);
        }
        char[] decoded = new String(upper, Charset.forName(name)).toCharArray();
        for (int i = 0; i < decoded.length; i++) {
            decoded[i] = decoded[i] == Mojibake.LOST ? (char) (FIRST + i) : decoded[i];
        }
        characters = decoded.clone();
        Arrays.sort(characters);
        bytes = new byte[decoded.length];
        for (int i = 0; i < decoded.length; i++) {
            bytes[Arrays.binarySearch(characters, decoded[i])] = (byte) (FIRST + i);
        }
    }

    /** The line as it was before it was read in the first of the pages that fits; the same where none does. */
    static String repaired(String line) {
        for (CodePage page : PAGES) {
            String decoded = page.decoded(line);
            if (decoded != null) {
                return decoded;
            }
        }
        return line;
    }

    private int byteOf(char c) {
        int place = Arrays.binarySearch(characters, c);
        return place < 0 ? NONE : bytes[place] & 0xFF;
    }

    /** Null where not all of the line is UTF-8 in this page, or somebody may have written it. */
    private String decoded(String line) {
        StringBuilder decoded = new StringBuilder(line.length());
        boolean evidence = false;
        for (int at = 0; at < line.length(); ) {
            if (line.charAt(at) < FIRST) {
                decoded.append(line.charAt(at++));
                continue;
            }
            int length = length(byteOf(line.charAt(at)));
            int codePoint = codePoint(line, at, length);
            if (codePoint == NONE) {
                return null;
            }
            evidence |= codePoint != Mojibake.LOST && Mojibake.isPlausible(codePoint) && isEvidence(line, at, length);
            decoded.appendCodePoint(codePoint);
            at += length;
        }
        return evidence ? decoded.toString() : null;
    }

    private static int length(int lead) {
        return lead < 0xC2 || lead > 0xF4 ? 0 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
    }

    private int codePoint(String line, int at, int length) {
        if (length == 0 || at + length > line.length()) {
            return NONE;
        }
        byte[] sequence = new byte[length];
        boolean lost = false;
        for (int i = 0; i < length; i++) {
            char c = line.charAt(at + i);
            int value = byteOf(c);
            boolean isLost = windows && c == Mojibake.LOST && i > 0;
            if (!isLost && (value == NONE || i > 0 && value > 0xBF)) {
                return NONE;
            }
            lost |= isLost;
            sequence[i] = (byte) value;
        }
        if (lost) {
            return Mojibake.LOST;
        }
        String character = new String(sequence, StandardCharsets.UTF_8);
        return character.codePointCount(0, character.length()) == 1 && character.charAt(0) != Mojibake.LOST
                ? character.codePointAt(0)
                : NONE;
    }

    private static boolean isEvidence(String line, int at, int length) {
        char lead = line.charAt(at);
        char before = at == 0 ? ' ' : line.charAt(at - 1);
        if (length == 4 || before >= 'a' && before <= 'z' && Character.isUpperCase(lead)) {
            return true;
        }
        boolean sign = !Character.isLetter(lead);
        if (length == 3 && sign) {
            return true;
        }
        for (int i = at + 1; i < at + length; i++) {
            char c = line.charAt(i);
            boolean strange = sign ? follows(lead, c) : isSign(c);
            if (strange || Character.isUpperCase(c) && Character.isLowerCase(line.charAt(i - 1)) || isOtherScript(lead, c)) {
                return true;
            }
        }
        return false;
    }

    /** Whether a character behind a sign tells that neither was meant: it is no line behind a line, and no number behind a root. */
    private static boolean follows(char lead, char c) {
        boolean line = isLine(lead) && isLine(c);
        boolean root = lead == ROOT && OF_ROOTS.indexOf(c) >= 0;
        return !line && !root && Mojibake.COMMON.indexOf(c) < 0;
    }

    private static boolean isLine(char c) {
        return c >= '\u2500' && c <= '\u259f';
    }

    private static boolean isSign(char c) {
        return !Character.isLetter(c) && Mojibake.COMMON.indexOf(c) < 0;
    }

    private static boolean isOtherScript(char one, char other) {
        return Character.isLetter(one) && Character.isLetter(other)
                && Character.UnicodeScript.of(one) != Character.UnicodeScript.of(other)
                && Character.UnicodeScript.of(other) != Character.UnicodeScript.COMMON;
    }
}
