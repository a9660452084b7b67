package dev.tandem.operators.text.english;

/**
 * What single characters become in simplified text, whatever stands around them. Found out by simplifying each when it is met
 * first, so that there is one set of rules.
 */
final class SimplifiedCharacters {
    /** It becomes several, or what it becomes depends on others. */
    static final char NOT_SIMPLE = 0xFFFF;
    /** A mark, which goes. */
    static final char NOTHING = 0xFFFE;

    private static final char CAPITAL_SIGMA = 0x3A3;
    /** As what comes out at 0 is not known yet; threads that find out at once find the same. */
    private static final char[] KNOWN = new char[0x1_0000];

    private SimplifiedCharacters() {}

    /** What a character beyond ASCII becomes. */
    static char of(char c) {
        char known = KNOWN[c];
        return known == 0 ? KNOWN[c] = find(c) : known;
    }

    private static char find(char c) {
        if (dependsOnOthers(c)) {
            return NOT_SIMPLE;
        }
        String between = SimplifiedText.stepwise("a" + c + "b");
        if (between.length() == 2) {
            return NOTHING;
        }
        char found = between.length() == 3 ? between.charAt(1) : NOT_SIMPLE;
        return found == '0' || (found == ' ' && !SimplifiedText.isReplaced(c)) ? NOT_SIMPLE : found;
    }

    /** Of marks that are not left out, some change places with others. */
    private static boolean dependsOnOthers(char c) {
        int type = Character.getType(c);
        return c >= NOTHING || Character.isSurrogate(c) || c == CAPITAL_SIGMA || SimplifiedText.isDecimalSeparator(c)
                || type == Character.COMBINING_SPACING_MARK || type == Character.ENCLOSING_MARK;
    }
}
