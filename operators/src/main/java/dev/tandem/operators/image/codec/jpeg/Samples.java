package dev.tandem.operators.image.codec.jpeg;

/**
 * The samples of a picture, component after component, each row by row and of whole blocks; and of each block, in the same order,
 * what the least and the greatest samples of its quarters are: four bytes, the first quarter in the lowest one.
 */
record Samples(byte[] bytes, int[] least, int[] greatest) {
    static Samples ofBlocks(int blocks) {
        return new Samples(new byte[Math.multiplyExact(64, blocks)], new int[blocks], new int[blocks]);
    }
}
