package dev.tandem.operators.text.unicode;

import java.util.List;

/**
 * UTF-8 that was read as windows-1252 or Latin-1, such as {@code Ã©} for {@code é}, or all of a line in another page. A sequence of
 * characters is repaired when its bytes are UTF-8 and it is evidence: nobody writes such characters one after the other. Sequences
 * that somebody may have written are repaired where all others of their line are UTF-8 too, or where they touch evidence.
 */
final class Mojibake {
    private static final int LEVELS = 6;
    static final char LOST = '\ufffd';
    private static final char TIMES = '\u00d7';
    /** What stands behind letters in good text as well: punctuation, marks, no-break space, soft hyphen. */
    static final String COMMON =
            "\u2026\u2018\u2019\u201c\u201d\u2013\u2014\u2022\u2122\u2039\u203a\u00ab\u00bb\u00ae\u00b4\u00b7\u00a0\u00ad";
    /** Of these what stands behind a with circumflex, which words hardly end in. */
    private static final String ENDS = "\u2026\u2019\u201c\u201d\u2013\u2014\u00bb";
    /** Of these what does not stand between two letters. */
    private static final String OUTSIDE_WORDS = "\u2018\u201c\u201d\u2022\u2122\u2039\u203a\u00ab\u00bb";
    /** What may have lost a no-break space to a plain one. */
    private static final String SPACED = "\u00c2\u00c3\u00c5\u00ce\u00d0";
    private static final List<String> BEHIND_GRAVE = List.of(" ", "s ", "quele", "quela", "quilo");
    private static final String SUPERSCRIPTS = "\u00b9\u00b2\u00b3";
    private static final String CURRENCIES = "\u00a2\u00a3\u00a5\u20ac";
    private static final String LETTERS = "\u0160\u0161\u0152\u0153\u017d\u017e\u0178";

    private final String line;
    /** The sequence that was read last: where it ends, what it stands for, whether a space is part of it. */
    private int end;
    private int codePoint;
    private boolean spaced;

    private Mojibake(String line) {
        this.line = line;
    }

    /** The line, repaired as often as it was read wrong. */
    static String repaired(String line) {
        String repaired = line;
        for (int level = 0; level < LEVELS; level++) {
            String before = repaired;
            repaired = new Mojibake(before).repaired();
            if (repaired.equals(before)) {
                break;
            }
        }
        return repaired;
    }

    private String repaired() {
        boolean evidence = false;
        boolean consistent = true;
        for (int at = 0; at < line.length(); ) {
            boolean sequence = line.charAt(at) >= 0x80 && read(at);
            evidence |= sequence && isEvidence(at);
            consistent &= sequence || line.charAt(at) < 0x80;
            at = sequence ? end : at + 1;
        }
        // A line that is UTF-8 as a whole in another page is not repaired in pieces.
        String other = consistent ? line : CodePage.repaired(line);
        return !other.equals(line) ? other : evidence ? decoded(consistent) : line;
    }

    private String decoded(boolean all) {
        StringBuilder decoded = new StringBuilder(line.length());
        for (int at = 0; at < line.length(); ) {
            int runEnd = line.charAt(at) >= 0x80 ? runEnd(at, all) : at;
            if (runEnd == at) {
                decoded.append(line.charAt(at++));
            }
            while (at < runEnd) {
                read(at);
                decoded.appendCodePoint(codePoint);
                at = end;
            }
        }
        return decoded.toString();
    }

    /** Where the sequences end that follow each other from a place, if they are to be repaired. */
    private int runEnd(int from, boolean all) {
        boolean repair = all;
        int at = from;
        while (at < line.length() && read(at)) {
            repair |= isEvidence(at);
            at = end;
        }
        boolean bounded = all || !(continues(from - 1) || continues(at));
        return repair && bounded ? at : from;
    }

    /** Whether a character may be the rest of a sequence that is broken, so that its neighbours are better left alone. */
    private boolean continues(int at) {
        if (at < 0 || at >= line.length() || COMMON.indexOf(line.charAt(at)) >= 0) {
            return false;
        }
        int value = Windows1252.byteOf(line.charAt(at));
        return value >= 0x80 && value <= 0xBF;
    }

    /** Reads the sequence that begins at a place, if one does. */
    private boolean read(int at) {
        int lead = Windows1252.byteOf(line.charAt(at));
        int following = lead < 0xC2 || lead > 0xF4 ? 0 : lead < 0xE0 ? 1 : lead < 0xF0 ? 2 : 3;
        spaced = following == 1 && at + 1 < line.length() && line.charAt(at + 1) == ' ' && SPACED.indexOf(line.charAt(at)) >= 0;
        if (spaced) {
            return readSpaced(at, lead);
        }
        int value = lead & (0x3F >> following);
        boolean lost = false;
        for (int i = at + 1; i <= at + following; i++) {
            char c = i < line.length() ? line.charAt(i) : 0;
            int next = Windows1252.byteOf(c);
            if (c != LOST && (next < 0x80 || next > 0xBF)) {
                return false;
            }
            lost |= c == LOST;
            value = value << 6 | next & 0x3F;
        }
        end = at + following + 1;
        codePoint = lost ? LOST : value;
        return following > 0 && (lost || isShortest(value, following));
    }

    /**
     * Characters whose second byte is the no-break space often have a plain one in its place. An a with grave accent is a
     * word, and has had a space behind it as well, but for the words of Portuguese that begin with it.
     */
    private boolean readSpaced(int at, int lead) {
        boolean joined = lead != 0xC3 || BEHIND_GRAVE.stream().anyMatch(behind -> line.startsWith(behind, at + 2));
        codePoint = (lead & 0x1F) << 6 | 0x20;
        end = joined ? at + 2 : at + 1;
        return true;
    }

    private static boolean isShortest(int value, int following) {
        return switch (following) {
            case 2 -> value >= 0x800 && (value < Character.MIN_SURROGATE || value > Character.MAX_SURROGATE);
            case 3 -> value >= Character.MIN_SUPPLEMENTARY_CODE_POINT && value <= Character.MAX_CODE_POINT;
            default -> true;
        };
    }

    /** Whether nobody would have written the sequence that was read, which begins at a place. */
    private boolean isEvidence(int at) {
        char lead = line.charAt(at);
        if (!isPlausible(codePoint)) {
            return false;
        }
        char before = at > 0 ? line.charAt(at - 1) : ' ';
        if (lead == TIMES) {
            boolean again = end < line.length() && line.charAt(end) == TIMES;
            return !Character.isDigit(before) && (again || isUncommon(lead, line.charAt(at + 1)));
        }
        boolean evidence = isEmoji(at) || (lead < '\u00df' && isInWord(at, before));
        for (int i = at + 1; i < end && !spaced && !evidence; i++) {
            evidence = isUncommon(lead, line.charAt(i));
        }
        return evidence;
    }

    private boolean isEmoji(int at) {
        return line.charAt(at) == '\u00f0' && line.charAt(at + 1) == '\u0178';
    }

    /** Whether a capital letter with accent follows a small one, or a sign that is outside of words has letters around it. */
    private boolean isInWord(int at, char before) {
        boolean between = isLetter(before) && end < line.length() && isLetter(line.charAt(end));
        return (before >= 'a' && before <= 'z') || (between && OUTSIDE_WORDS.indexOf(line.charAt(at + 1)) >= 0);
    }

    private static boolean isLetter(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    }

    /** Whether a character seldom follows a letter: to A with circumflex and tilde that applies to more than to others. */
    private static boolean isUncommon(char lead, char c) {
        boolean frequent = lead == '\u00c2' || lead == '\u00c3' || isGreekOrCyrillic(lead);
        if (COMMON.indexOf(c) >= 0) {
            return (frequent && c >= 0xA0 && c <= 0xBF) || (lead == '\u00e2' && ENDS.indexOf(c) < 0);
        }
        if (LETTERS.indexOf(c) >= 0) {
            return frequent || lead == '\u00c4' || lead == '\u00c5' || lead == '\u00e2';
        }
        boolean follows = SUPERSCRIPTS.indexOf(c) >= 0 || (lead < '\u00e0' && CURRENCIES.indexOf(c) >= 0);
        return c != LOST && (frequent || !follows);
    }

    private static boolean isGreekOrCyrillic(char lead) {
        return lead == '\u00ce' || lead == '\u00cf' || lead == '\u00d0' || lead == '\u00d1';
    }

    /** Characters of two bytes that text has: Latin, Greek, Cyrillic, Hebrew, Arabic and accents. Of more bytes, all assigned. */
    static boolean isPlausible(int codePoint) {
        if (codePoint >= 0x800) {
            int type = Character.getType(codePoint);
            return type != Character.UNASSIGNED && type != Character.PRIVATE_USE;
        }
        return (codePoint >= 0xA0 && codePoint <= 0x17F) || codePoint == 0x192 || (codePoint >= 0x218 && codePoint <= 0x21B)
                || codePoint == 0x2C6 || codePoint == 0x2DC || (codePoint >= 0x300 && codePoint <= 0x52F)
                || (codePoint >= 0x590 && codePoint <= 0x6FF);
    }
}
