package dev.tandem.operators.translation.python;

import java.util.List;

/** An expression of a script, as far as it is written out there: nothing is computed. */
public sealed interface PythonExpression {
    /** Where it stands. */
    Place place();

    /** The line that it begins in, from 1. */
    default int line() {
        return place().line();
    }

    /** As it is written. */
    default String source() {
        return place().text();
    }

    /**
     * A stretch of a script; its text is not copied before somebody asks.
     *
     * @param end the character behind it
     */
    record Place(String script, int start, int end, int line) {
        String text() {
            return script.substring(start, end);
        }
    }

    /** {@code None}. */
    record None(Place place) implements PythonExpression {}

    /** A boolean, a whole or decimal number, or a string. */
    record Literal(Object value, Place place) implements PythonExpression {}

    /** A list or a tuple. */
    record Items(List<PythonExpression> items, Place place) implements PythonExpression {
        public Items {
            items = List.copyOf(items);
        }
    }

    /** A name, with dots or without. */
    record Name(String name, Place place) implements PythonExpression {}

    /** A call of something that has a name. */
    record Call(String function, List<Argument> arguments, Place place) implements PythonExpression {
        public Call {
            arguments = List.copyOf(arguments);
        }
    }

    /** Anything else: dictionaries, formatted strings, whatever is computed. */
    record Other(Place place) implements PythonExpression {}

    /**
     * An argument of a call.
     *
     * @param name empty for one without
     */
    record Argument(String name, PythonExpression value) {}
}
