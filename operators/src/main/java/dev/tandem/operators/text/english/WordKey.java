package dev.tandem.operators.text.english;

/** Hashes of words, of eight characters at a time where these are plain. */
public final class WordKey {
    private WordKey() {}

    /** Of each of many words of a text, none of which is empty. */
    public static long[] of(char[] text, int[] starts, int[] ends, int count) {
        byte[] unitKinds = UnitKinds.of(text);
        byte[] lower = UnitKinds.lowerBytes(text);
        long[] keys = new long[count];
        for (int word = 0; word < count; word++) {
            keys[word] = of(text, lower, starts[word], ends[word], UnitKinds.of(unitKinds, starts[word], ends[word]));
        }
        return keys;
    }

    /**
     * Of one word.
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
        return TextHash.mix(key ^ (to - from) * TextHash.BASE);
    }
}
