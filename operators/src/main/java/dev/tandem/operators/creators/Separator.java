package dev.tandem.operators.creators;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/**
 * A pattern that separates pieces of text, of the simple kind that takes no time to go back: characters, choices of
 * characters, and the last of these several times.
 */
final class Separator {
    private static final String SPECIAL = "^$.|?*+(){}[]\\";
    private static final int LONGEST = 100;

    private final String pattern;
    /** For each place the code points that fit. */
    private final List<BitSet> places = new ArrayList<>();
    private boolean repeated;
    private int at;

    Separator(String pattern) {
        this.pattern = pattern;
        while (at < pattern.length()) {
            if (repeated || places.size() == LONGEST) {
                throw unfit();
            } else if (pattern.charAt(at) == '+' && !places.isEmpty()) {
                repeated = true;
                at++;
            } else {
                places.add(pattern.charAt(at) == '[' ? choice() : one());
            }
        }
    }

    /** Where the separator ends that begins at a place, before a limit; the place itself when none does. */
    int end(String text, int from, int limit) {
        int end = from;
        for (BitSet place : places) {
            if (end >= limit || !place.get(text.codePointAt(end))) {
                return from;
            }
            end += Character.charCount(text.codePointAt(end));
        }
        while (repeated && end < limit && places.getLast().get(text.codePointAt(end))) {
            end += Character.charCount(text.codePointAt(end));
        }
        return end;
    }

    private BitSet one() {
        BitSet one = new BitSet();
        if (pattern.charAt(at) != '\\' && SPECIAL.indexOf(pattern.charAt(at)) >= 0) {
            throw unfit();
        }
        one.set(character());
        return one;
    }

    private BitSet choice() {
        BitSet choice = new BitSet();
        at++;
        while (at < pattern.length() && pattern.charAt(at) != ']') {
            if (pattern.charAt(at) == '[' || (pattern.charAt(at) == '^' && choice.isEmpty())) {
                throw unfit();
            }
            int first = character();
            boolean range = at + 1 < pattern.length() && pattern.charAt(at) == '-' && pattern.charAt(at + 1) != ']';
            at += range ? 1 : 0;
            int last = range ? character() : first;
            if (last < first) {
                throw unfit();
            }
            choice.set(first, last + 1);
        }
        if (at == pattern.length() || choice.isEmpty()) {
            throw unfit();
        }
        at++;
        return choice;
    }

    private int character() {
        int character = pattern.codePointAt(at);
        at += Character.charCount(character);
        if (character != '\\') {
            return character;
        }
        if (at == pattern.length() || pattern.charAt(at) > '~') {
            throw unfit();
        }
        char escaped = pattern.charAt(at++);
        return switch (escaped) {
            case 'n' -> '\n';
            case 't' -> '\t';
            case 'r' -> '\r';
            case 'f' -> '\f';
            case 'v' -> 0x0B;
            default -> {
                if (Character.isLetterOrDigit(escaped)) {
                    throw unfit();
                }
                yield escaped;
            }
        };
    }

    private IllegalArgumentException unfit() {
        return new IllegalArgumentException("parameter 'split_pattern' must be characters, \\n and the like, choices such as"
                + " [;,], and a plus sign at the end, up to " + LONGEST + " places; found '" + pattern + "'");
    }
}
