package dev.tandem.training.rounds;

import dev.tandem.core.error.ErrorCode;
import dev.tandem.core.error.TandemException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * What a round says of each pair of the pool, in the pool's order.
 *
 * @param states what became of it
 * @param fused logarithm of the odds that it is good; not a number where it was not judged
 * @param towers what the towers say of it that have not seen it, centred; not a number where they were not asked
 * @param found of each held-out pair, in order: share of both directions in which its partner is among the first five
 */
public record RoundScores(State[] states, double[] fused, double[] towers, double[] found) {
    /** "TRS1". */
    private static final int FORMAT = 0x54525331;

    /** What became of a pair. */
    public enum State {
        KEPT,
        /** The score is below the cut. */
        DROPPED,
        /** Too many pairs have the same text. */
        BOILERPLATE,
        /** Models are evaluated with it. */
        HELD_OUT,
        /** On a page whose pairs models are evaluated with, but the recipe dropped it, or it would wait in the reserve. */
        BESIDE_HELD_OUT,
        /** Waits until its kind of pairs is needed. */
        RESERVE,
        /** Taken from the reserve for its kind of pairs. */
        FROM_RESERVE,
        /** The score is below the cut, but its kind of pairs is needed. */
        RETURNED,
        /** People find it bad. */
        REFUSED,
        /** Made for its kind of pairs. */
        MADE
    }

    public boolean isKept(int pair) {
        return switch (states[pair]) {
            case KEPT, FROM_RESERVE, RETURNED, MADE -> true;
            case DROPPED, BOILERPLATE, HELD_OUT, BESIDE_HELD_OUT, RESERVE, REFUSED -> false;
        };
    }

    /** Big-endian: format, number of pairs, of held-out ones, then the columns one after another. */
    public byte[] encode() {
        ByteBuffer bytes = ByteBuffer.allocate(
                3 * Integer.BYTES + states.length * (1 + 2 * Double.BYTES) + found.length * Double.BYTES);
        bytes.putInt(FORMAT).putInt(states.length).putInt(found.length);
        for (State state : states) {
            bytes.put((byte) state.ordinal());
        }
        for (double[] column : new double[][] {fused, towers, found}) {
            for (double number : column) {
                bytes.putDouble(number);
            }
        }
        return bytes.array();
    }

    /**
     * Scores of a round; what was made since waits, and nothing is known of it.
     *
     * @throws TandemException CORRUPT_OBJECT where the bytes are no scores of so many pairs, or of fewer
     */
    public static RoundScores decode(byte[] encoded, int pairs) {
        ByteBuffer bytes = ByteBuffer.wrap(encoded);
        try {
            int format = bytes.getInt();
            int known = bytes.getInt();
            if (format != FORMAT || known < 0 || known > pairs) {
                throw corrupt(pairs, null);
            }
            double[] found = new double[Math.clamp(bytes.getInt(), 0, pairs)];
            State[] states = new State[pairs];
            Arrays.fill(states, State.RESERVE);
            for (int i = 0; i < known; i++) {
                states[i] = State.values()[bytes.get()];
            }
            double[] fused = unknown(bytes, pairs, known);
            double[] towers = unknown(bytes, pairs, known);
            for (int i = 0; i < found.length; i++) {
                found[i] = bytes.getDouble();
            }
            return new RoundScores(states, fused, towers, found);
        } catch (BufferUnderflowException | ArrayIndexOutOfBoundsException e) {
            throw corrupt(pairs, e);
        }
    }

    private static double[] unknown(ByteBuffer bytes, int pairs, int known) {
        double[] column = new double[pairs];
        Arrays.fill(column, Double.NaN);
        for (int i = 0; i < known; i++) {
            column[i] = bytes.getDouble();
        }
        return column;
    }

    private static TandemException corrupt(int pairs, RuntimeException cause) {
        return new TandemException(ErrorCode.CORRUPT_OBJECT, "Expected the scores of " + pairs + " pairs", cause);
    }
}
