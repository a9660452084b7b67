package dev.tandem.operators.selection;

import dev.tandem.core.operator.Selector.Access;
import dev.tandem.core.operator.SelectorRow;

/**
 * The key by which a sample is ranked: its value, and where ties are broken its id behind it.
 *
 * @param descending whether the greatest value comes first; ids ascend all the same
 */
record RankKey(boolean descending, boolean withId) {
    private static final int ID_BYTES = 32;

    int bytes() {
        return OrderedNumber.BYTES + (withId ? ID_BYTES : 0);
    }

    Access access() {
        return withId ? Access.IDS : Access.FEATURES;
    }

    byte[] of(SelectorRow row) {
        byte[] key = new byte[bytes()];
        OrderedNumber.put(row.number(0), key, 0);
        turn(key);
        if (withId) {
            System.arraycopy(row.idBytes(), 0, key, OrderedNumber.BYTES, ID_BYTES);
        }
        return key;
    }

    double value(byte[] key) {
        byte[] number = java.util.Arrays.copyOf(key, OrderedNumber.BYTES);
        turn(number);
        return OrderedNumber.of(number, 0);
    }

    private void turn(byte[] key) {
        for (int i = 0; descending && i < OrderedNumber.BYTES; i++) {
            key[i] = (byte) ~key[i];
        }
    }
}
