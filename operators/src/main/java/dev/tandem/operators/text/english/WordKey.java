package dev.tandem.operators.text.english;

/** A hash of a word, eight characters at a time where these are plain; it says nothing of how long the word is. */
final class WordKey {
    private WordKey() {}

    /**
     * The number of a word.
     *
     * @param kinds what {@link UnitKinds} its characters are of, together
     * @param lower the lower bytes of the text
     */
    static long of(char[] text, byte[] lower, int from, int to, int kinds) {
        if ((kinds & UnitKinds.WIDE) != 0) {
            return TextHash.mix(TextHash.append(0, text, from, to));
        }
        long key = UnitKinds.front(lower, from, to);
        for (int at = from + UnitKinds.AT_ONCE; at < to; at += UnitKinds.AT_ONCE) {
            key = key * TextHash.BASE + UnitKinds.front(lower, at, to);
        }
        return TextHash.mix(key);
    }
}
