package dev.tandem.operators.dedup.text;

/**
 * Makes shingles (runs of so many tokens that follow each other) of the tokens of one text and hands their hashes on as
 * they come; one that occurs twice comes twice. No string is made for a token or a shingle. Not thread-safe.
 */
abstract sealed class Shingler permits RollingShingler, ByteShingler {
    private final int window;
    private final Sink out;
    private final long[] block = new long[256];
    private int filled;
    /** Tokens so far, as far as that matters. */
    private int tokens;
    /** Where the next token goes among the last ones. */
    private int place;

    Shingler(int window, Sink out) {
        this.window = window;
        this.out = out;
    }

    /** Takes the first hashes of a block; the block is used again. */
    @FunctionalInterface
    interface Sink {
        void accept(long[] hashes, int count);
    }

    /** Takes the next token in. */
    final void token(char[] text, int from, int to) {
        append(text, from, to, place, next());
        taken();
    }

    /** The place of the oldest token that stays when one more is taken in. */
    private int next() {
        return place + 1 == window ? 0 : place + 1;
    }

    /** Where the next token goes. */
    final int place() {
        return place;
    }

    /** To be called when a token was put at its place. */
    final void taken() {
        int next = next();
        place = next;
        tokens = Math.min(window, tokens + 1);
        if (tokens == window) {
            add(hash(next));
        }
    }

    /** To be called after the last token. */
    final void finish(ShortTexts shortTexts) {
        if (shortTexts == ShortTexts.COMPARED_WHOLE && tokens > 0 && tokens < window) {
            add(hash(0));
        }
        out.accept(block, filled);
    }

    /**
     * Takes a token in.
     *
     * @param place the token's place among the last ones; the one that stood there goes
     * @param oldest the place of the oldest one that stays
     */
    abstract void append(char[] text, int from, int to, int place, int oldest);

    /** The hash of the last tokens, as many as a shingle has, or of all where there are fewer. */
    abstract long hash(int firstPlace);

    private void add(long hash) {
        block[filled++] = hash;
        if (filled == block.length) {
            out.accept(block, filled);
            filled = 0;
        }
    }
}
