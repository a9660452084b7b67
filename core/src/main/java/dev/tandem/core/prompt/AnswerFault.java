package dev.tandem.core.prompt;

import java.util.Locale;

/** Why an answer is refused. */
public enum AnswerFault {
    EMPTY,
    CUT_OFF,
    TOO_LONG,
    NOT_JSON,
    TOO_DEEP,
    NOT_AN_OBJECT,
    MISSING_FIELD,
    UNKNOWN_FIELD,
    WRONG_TYPE,
    OUT_OF_RANGE,
    /** Control characters, or half of a character. */
    BAD_CHARACTERS,
    /** It has the right form, and is not what was asked for: a span that is not in the text, an answer that does not agree. */
    NOT_CONFIRMED;

    /** As reports have it. */
    public String reason() {
        return "answer refused: " + name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
