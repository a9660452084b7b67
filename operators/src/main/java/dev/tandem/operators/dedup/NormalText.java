package dev.tandem.operators.dedup;

import dev.tandem.core.model.Digest;
import dev.tandem.operators.text.english.LowerCase;
import dev.tandem.operators.text.english.Unicode14;
import dev.tandem.operators.text.english.WhiteSpace;

/**
 * Text without what equal texts may differ in, by the rules of Data-Juicer.
 *
 * @param lowercase in lower case
 * @param onlyCharacters without digits, white space and ASCII punctuation
 */
public record NormalText(boolean lowercase, boolean onlyCharacters) {

    /** Whether nothing is left out. */
    boolean isAll() {
        return !lowercase && !onlyCharacters;
    }

    String of(String text) {
        String cased = lowercase ? LowerCase.of(text) : text;
        return onlyCharacters ? characters(cased) : cased;
    }

    /** Of the normal text without white space around it. */
    public Digest digest(String text) {
        char[] normal = of(text).toCharArray();
        int start = WhiteSpace.start(normal, 0, normal.length);
        return Digest.of(new String(normal, start, WhiteSpace.end(normal, start, normal.length) - start));
    }

    private static String characters(String text) {
        StringBuilder kept = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); ) {
            int codePoint = text.codePointAt(i);
            i += Character.charCount(codePoint);
            if (!isIgnored(codePoint)) {
                kept.appendCodePoint(codePoint);
            }
        }
        return kept.toString();
    }

    /** White space as patterns have it: without the separators of files and records. */
    private static boolean isIgnored(int codePoint) {
        if (codePoint < 0x80) {
            return codePoint == ' ' || (codePoint >= '\t' && codePoint <= '\r')
                    || (codePoint > ' ' && codePoint < 0x7f && !isLetter(codePoint));
        }
        return WhiteSpace.is(codePoint) || Unicode14.isDigitOf17(codePoint);
    }

    private static boolean isLetter(int ascii) {
        return (ascii >= 'a' && ascii <= 'z') || (ascii >= 'A' && ascii <= 'Z');
    }
}
