package dev.tandem.operators.text.english;

import java.util.Arrays;

/**
 * Cuts text into words as spaCy's rules for English do: at white space, then at affixes and infixes, with a list of
 * special cases. White space is a token too, but for a single space between words, which belongs to none: sentences
 * need it. Every other token is free of white space.
 */
final class EnglishTokenizer {
    private static final int CHARACTERS_PER_TOKEN = 5;

    private final char[] text;
    private final boolean withSpecialCases;
    private final Tokens tokens;
    /** Where the pieces end that were cut off at the end of the stretch at hand, the last one first. */
    private int[] cutEnds = new int[8];

    private EnglishTokenizer(char[] text, boolean withSpecialCases) {
        this.text = text;
        this.withSpecialCases = withSpecialCases;
        this.tokens = new Tokens(text.length / CHARACTERS_PER_TOKEN + 1);
    }

    static Tokens tokens(char[] text) {
        return SpecialCaseSequences.joined(text, new EnglishTokenizer(text, true).cut());
    }

    /** By the general rules alone. */
    static Tokens withoutSpecialCases(char[] text) {
        return new EnglishTokenizer(text, false).cut();
    }

    private Tokens cut() {
        int at = 0;
        while (at < text.length) {
            int start = at;
            while (at < text.length && WhiteSpace.is(text[at])) {
                at++;
            }
            if (start > 0 && start < at && text[start] == ' ') {
                start++;
            }
            if (start < at) {
                tokens.add(start, at);
            }
            at = stretch(at);
        }
        return tokens;
    }

    /** Cuts what comes up to the next white space. */
    private int stretch(int from) {
        int to = from;
        boolean plain = true;
        while (true) {
            while (to < text.length && WordCharacters.isPlainLetter(text[to])) {
                to++;
            }
            if (to == text.length || WhiteSpace.is(text[to])) {
                break;
            }
            plain = false;
            to++;
        }
        if (from < to && !(withSpecialCases && SpecialCases.add(text, from, to, tokens))) {
            if (plain) {
                tokens.add(from, to);
            } else {
                cutAffixes(from, to);
            }
        }
        return to;
    }

    private void cutAffixes(int first, int last) {
        int from = first;
        int to = last;
        int cuts = 0;
        while (from < to && !isSpecial(from, to)) {
            int prefix = Affixes.prefix(text, from, to);
            if (prefix > 0 && isSpecial(from + prefix, to)) {
                tokens.add(from, from + prefix);
                from += prefix;
                break;
            }
            int suffix = Affixes.suffix(text, from + prefix, to);
            if (prefix == 0 && suffix == 0) {
                break;
            }
            boolean untilSpecial = suffix > 0 && isSpecial(from, to - suffix);
            if (prefix > 0 && !untilSpecial) {
                tokens.add(from, from + prefix);
                from += prefix;
            }
            if (suffix > 0) {
                cuts = remember(to, cuts);
                to -= suffix;
            }
            if (untilSpecial) {
                break;
            }
        }
        addCore(from, to);
        for (int start = to; cuts > 0; start = cutEnds[cuts]) {
            tokens.add(start, cutEnds[--cuts]);
        }
    }

    private int remember(int end, int cuts) {
        if (cuts == cutEnds.length) {
            cutEnds = Arrays.copyOf(cutEnds, 2 * cuts);
        }
        cutEnds[cuts] = end;
        return cuts + 1;
    }

    private boolean isSpecial(int from, int to) {
        return withSpecialCases && from < to && SpecialCases.is(text, from, to);
    }

    private void addCore(int from, int to) {
        if (from == to || (withSpecialCases && SpecialCases.add(text, from, to, tokens))) {
            return;
        }
        if (WebAddress.is(text, from, to)) {
            tokens.add(from, to);
        } else {
            Infixes.cut(text, from, to, tokens);
        }
    }
}
