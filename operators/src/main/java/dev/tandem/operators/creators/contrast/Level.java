package dev.tandem.operators.creators.contrast;

import java.util.Locale;

/** What is wrong in a question whose answer is no. */
enum Level {
    /** What it asks about is not there at all. */
    OBJECT,
    /** It is there, and is otherwise. */
    ATTRIBUTE,
    /** What would follow from all of it does not. */
    KNOWLEDGE;

    String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
