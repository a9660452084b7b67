package dev.tandem.operators.text.english;

import it.unimi.dsi.fastutil.ints.IntArrayList;
import java.util.Arrays;

/**
 * Cuts text into words as spaCy's rules for English do: at white space, then at affixes and infixes, with a list of
 * special cases. White space is a token too, but for a single space between words, which belongs to none: sentences
 * need it. Every other token is free of white space.
 */
final class EnglishTokenizer {
    private static final int CHARACTERS_PER_TOKEN = 5;

    private final char[] text;
    private final byte[] kinds;
    private final boolean withSpecialCases;
    private final Tokens tokens;
    /** Where the pieces end that were cut off at the end of the stretch at hand, the last one first. */
    private int[] cutEnds = new int[8];
    /** Tokens that are more than letters, and those before them; in order. */
    private final IntArrayList notOfLetters = new IntArrayList();

    private EnglishTokenizer(TextUnits units, boolean withSpecialCases) {
        this.text = units.array();
        this.kinds = units.kinds();
        this.withSpecialCases = withSpecialCases;
        this.tokens = new Tokens(text.length / CHARACTERS_PER_TOKEN + 1);
    }

    static Tokens tokens(TextUnits units) {
        EnglishTokenizer tokenizer = new EnglishTokenizer(units, true);
        return SpecialCaseSequences.joined(units.array(), tokenizer.cut(), tokenizer.notOfLetters);
    }

    /** By the general rules alone. */
    static Tokens withoutSpecialCases(char[] text) {
        return new EnglishTokenizer(TextUnits.of(text), false).cut();
    }

    private Tokens cut() {
        int at = 0;
        while (at < text.length) {
            int start = at;
            if (start > 0 && text[start] == ' ') {
                start++;
            }
            at = Math.min(text.length, UnitKinds.nextOther(kinds, start, UnitKinds.SPACE));
            if (start < at) {
                tokens.add(start, at);
            }
            at = stretch(at);
        }
        return tokens;
    }

    /** Cuts what comes up to the next white space. */
    private int stretch(int from) {
        int letters = UnitKinds.nextOther(kinds, from, UnitKinds.INNER_LETTER);
        int to = UnitKinds.next(kinds, letters, UnitKinds.SPACE);
        if (from == to) {
            return to;
        }
        if (letters == to) {
            addLetters(from, to);
        } else {
            int before = tokens.size();
            if (!withSpecialCases || !SpecialCases.add(text, from, to, tokens)) {
                cut(from, letters, to);
            }
            remember(before);
        }
        return to;
    }

    private void addLetters(int from, int to) {
        if (!withSpecialCases || !SpecialCases.add(text, from, to, tokens)) {
            tokens.add(from, to);
        }
    }

    /** Letters with one mark behind them, which most of what is not of letters is, need few questions. */
    private void cut(int from, int letters, int to) {
        boolean mark = letters > from && letters + 1 == to && text[letters] != '$';
        if (mark && Affixes.suffix(text, from, to) == 1) {
            addLetters(from, letters);
            tokens.add(letters, to);
        } else {
            cutAffixes(from, to);
        }
    }

    /** The tokens from this one on are more than letters, or stand with such in one stretch. */
    private void remember(int first) {
        int known = notOfLetters.isEmpty() ? -1 : notOfLetters.getInt(notOfLetters.size() - 1);
        for (int token = Math.max(known + 1, first - 1); token < tokens.size(); token++) {
            notOfLetters.add(token);
        }
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
