package dev.tandem.operators.text.english;

import dev.tandem.core.operator.SampleView.Derivation;

/** The characters of a text, for scans that all operators of a pass share. */
public final class TextCharacters {
    /** As they are; not to be changed. */
    public static final Derivation<char[]> OF = sample -> sample.derive(TextUnits.OF).array();

    /** In lower case; not to be changed. */
    public static final Derivation<char[]> LOWER_CASE = sample -> LowerCase.characters(sample.text());

    private TextCharacters() {}
}
