package dev.tandem.operators.dedup.text;

import dev.tandem.operators.text.english.WhiteSpace;

/** What shingles are made of. */
public enum Tokenization {
    /** Words that any white space separates. */
    WHITESPACE {
        @Override
        void cut(char[] text, Shingler out) {
            words(text, out, false);
        }
    },
    /** Words that spaces separate; ends of lines and tabs stay in them, as in Data-Juicer. */
    SPACE {
        @Override
        void cut(char[] text, Shingler out) {
            words(text, out, true);
        }
    },
    /** What stands between punctuation, nothing included. */
    PUNCTUATION {
        @Override
        void cut(char[] text, Shingler out) {
            int start = 0;
            for (int i = 0; i < text.length; ) {
                int codePoint = Character.codePointAt(text, i);
                int next = i + Character.charCount(codePoint);
                if (isPunctuation(codePoint)) {
                    out.token(text, start, i);
                    start = next;
                }
                i = next;
            }
            out.token(text, start, text.length);
        }
    },
    /** Characters, for languages without spaces. */
    CHARACTER {
        @Override
        void cut(char[] text, Shingler out) {
            for (int i = 0; i < text.length; ) {
                int next = i + Character.charCount(Character.codePointAt(text, i));
                out.token(text, i, next);
                i = next;
            }
        }
    };

    /** Hands the tokens of a text on, in order. */
    abstract void cut(char[] text, Shingler out);

    /** What stands between tokens that are put together. */
    boolean isSpaced() {
        return this != CHARACTER;
    }

    /** Unicode's categories whose names begin with P. */
    static boolean isPunctuation(int codePoint) {
        if (codePoint < 0x80) {
            return codePoint > ' ' && "!\"#%&'()*,-./:;?@[\\]_{}".indexOf(codePoint) >= 0;
        }
        return switch (Character.getType(codePoint)) {
            case Character.CONNECTOR_PUNCTUATION,
                    Character.DASH_PUNCTUATION,
                    Character.START_PUNCTUATION,
                    Character.END_PUNCTUATION,
                    Character.INITIAL_QUOTE_PUNCTUATION,
                    Character.FINAL_QUOTE_PUNCTUATION,
                    Character.OTHER_PUNCTUATION -> true;
            default -> false;
        };
    }

    private static void words(char[] text, Shingler out, boolean onlySpace) {
        int start = -1;
        for (int i = 0; i < text.length; i++) {
            char c = text[i];
            if (c == ' ' || (!onlySpace && WhiteSpace.is(c))) {
                if (start >= 0) {
                    out.token(text, start, i);
                }
                start = -1;
            } else if (start < 0) {
                start = i;
            }
        }
        if (start >= 0) {
            out.token(text, start, text.length);
        }
    }
}
