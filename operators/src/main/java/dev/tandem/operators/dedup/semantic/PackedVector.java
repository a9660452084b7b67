package dev.tandem.operators.dedup.semantic;

/** Vectors of length one as evidence: two values in each number, the first in its upper half; an odd last one stands with a zero. */
final class PackedVector {
    private PackedVector() {}

    /** A vector at length one; empty for one of zeros. */
    static long[] pack(float[] vector) {
        UnitVectors unit = UnitVectors.of(new float[][] {vector});
        boolean zero = true;
        long[] packed = new long[(vector.length + 1) / 2];
        for (int i = 0; i < vector.length; i++) {
            // Without the sign of zero, so that equal vectors are equal numbers.
            float value = unit.values()[i] + 0f;
            zero &= value == 0;
            packed[i / 2] |= (Float.floatToRawIntBits(value) & 0xffff_ffffL) << (i % 2 == 0 ? Integer.SIZE : 0);
        }
        return zero ? new long[0] : packed;
    }

    static float[] unpack(long[] packed) {
        float[] values = new float[2 * packed.length];
        for (int i = 0; i < packed.length; i++) {
            values[2 * i] = Float.intBitsToFloat((int) (packed[i] >>> Integer.SIZE));
            values[2 * i + 1] = Float.intBitsToFloat((int) packed[i]);
        }
        return values;
    }

    static double similarity(long[] left, long[] right) {
        double sum = 0;
        for (int i = 0; i < left.length; i++) {
            sum += (double) Float.intBitsToFloat((int) (left[i] >>> Integer.SIZE))
                    * Float.intBitsToFloat((int) (right[i] >>> Integer.SIZE));
            sum += (double) Float.intBitsToFloat((int) left[i]) * Float.intBitsToFloat((int) right[i]);
        }
        return sum;
    }
}
