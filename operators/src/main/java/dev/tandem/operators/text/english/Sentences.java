package dev.tandem.operators.text.english;

import dev.tandem.core.operator.SampleView.Derivation;

/**
 * Sentences by rule: the next one begins with the first token behind a token that ends sentences, punctuation left
 * out; "..." ends none.
 */
public final class Sentences {
    /** The sentences of a sample's text. */
    public static final Derivation<Tokens> OF = sample -> of(sample.derive(EnglishTokens.OF));

    private Sentences() {}

    /** From the first token of each sentence to the end of its last; nothing for empty text. */
    public static Tokens of(char[] text) {
        return of(EnglishTokens.of(text));
    }

    private static Tokens of(EnglishTokens cut) {
        char[] text = cut.text();
        Tokens tokens = cut.tokens();
        Tokens sentences = new Tokens(8);
        int first = 0;
        boolean ended = false;
        for (int i = 0; i < tokens.size(); i++) {
            boolean ends = endsSentence(text, tokens.start(i), tokens.end(i));
            if (ended && !ends && !isPunctuation(text, tokens.start(i), tokens.end(i))) {
                sentences.add(tokens.start(first), tokens.end(i - 1));
                first = i;
                ended = false;
            }
            ended |= ends;
        }
        if (tokens.size() > 0) {
            sentences.add(tokens.start(first), tokens.end(tokens.size() - 1));
        }
        return sentences;
    }

    /** How many there are; empty text is one. */
    public static int count(char[] text) {
        return endsOnlyAtTheEnd(text) ? 1 : Math.max(1, of(text).size());
    }

    /** The same of a stretch that begins with one word and ends with another, whose words are known; at least one word. */
    public static int count(EnglishWords words, int first, int last) {
        char[] text = words.text();
        int sentences = 1;
        boolean ended = false;
        for (int i = first; i <= last; i++) {
            int from = words.start(i);
            int to = words.end(i);
            boolean ends = endsSentence(text, from, to);
            // White space that is more than a space is a token too, and no punctuation.
            if (ended && ((i > first && words.isParted(i)) || (!ends && !isPunctuation(text, from, to)))) {
                sentences++;
                ended = false;
            }
            ended |= ends;
        }
        return sentences;
    }

    /** Most lines have nothing but punctuation behind the first period, and need no tokens to tell. */
    private static boolean endsOnlyAtTheEnd(char[] text) {
        int at = 0;
        while (at < text.length && !WordCharacters.at(text, at, text.length, WordCharacters.SENTENCE_END)) {
            at++;
        }
        return isPunctuation(text, at, text.length);
    }

    private static boolean endsSentence(char[] text, int from, int to) {
        if (to - from > 2) {
            return false;
        }
        int codePoint = Character.codePointAt(text, from, to);
        return to - from == Character.charCount(codePoint) && WordCharacters.is(codePoint, WordCharacters.SENTENCE_END);
    }

    private static boolean isPunctuation(char[] text, int from, int to) {
        for (int i = from; i < to; ) {
            int codePoint = Character.codePointAt(text, i, to);
            if (!Unicode14.isPunctuation(codePoint)) {
                return false;
            }
            i += Character.charCount(codePoint);
        }
        return true;
    }
}
