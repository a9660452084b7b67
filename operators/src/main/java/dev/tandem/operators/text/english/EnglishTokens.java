package dev.tandem.operators.text.english;

import dev.tandem.core.operator.SampleView.Derivation;

/** A text with its tokens, white space included: what its words and its sentences are made of. */
record EnglishTokens(char[] text, Tokens tokens) {
    static final Derivation<EnglishTokens> OF = sample -> of(sample.derive(TextUnits.OF));

    static EnglishTokens of(char[] text) {
        return of(TextUnits.of(text));
    }

    private static EnglishTokens of(TextUnits units) {
        return new EnglishTokens(units.array(), EnglishTokenizer.tokens(units));
    }
}
