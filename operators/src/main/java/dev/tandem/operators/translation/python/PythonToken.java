package dev.tandem.operators.translation.python;

/**
 * A piece of a script.
 *
 * @param start where it begins, in characters of the script
 * @param line the line that it begins in, from 1
 * @param text as it is written
 */
record PythonToken(Kind kind, int start, int line, String text) {

    /** What a token is. */
    enum Kind {
        NAME,
        NUMBER,
        STRING,
        /** Brackets, commas, operators. */
        SIGN,
        /** The end of a statement. */
        LINE_END,
        END
    }

    int end() {
        return start + text.length();
    }

    boolean is(String sign) {
        return (kind == Kind.SIGN || kind == Kind.NAME) && text.equals(sign);
    }

    boolean opens() {
        return kind == Kind.SIGN && (text.equals("(") || text.equals("[") || text.equals("{"));
    }

    boolean closes() {
        return kind == Kind.SIGN && (text.equals(")") || text.equals("]") || text.equals("}"));
    }
}
