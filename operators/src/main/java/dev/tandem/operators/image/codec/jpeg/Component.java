package dev.tandem.operators.image.codec.jpeg;

/** A component of a picture: how finely it is sampled, its tables, and its samples when they are decoded. */
final class Component {
    final int id;
    final int horizontal;
    final int vertical;
    final int quantization;
    int[] factors;
    HuffmanTable differences;
    HuffmanTable rest;
    /** The first coefficient of the block before. */
    int last;
    /** The samples row by row, of whole blocks. */
    byte[] samples;
    int stride;

    Component(int id, int horizontal, int vertical, int quantization) {
        this.id = id;
        this.horizontal = horizontal;
        this.vertical = vertical;
        this.quantization = quantization;
    }

    void allocate(int blocksAcross, int blocksDown) {
        stride = 8 * blocksAcross;
        samples = new byte[Math.multiplyExact(stride, 8 * blocksDown)];
    }

    /** The samples without what fills up the last blocks. */
    byte[] rows(int width, int height) {
        byte[] rows = new byte[width * height];
        for (int y = 0; y < height; y++) {
            System.arraycopy(samples, y * stride, rows, y * width, width);
        }
        return rows;
    }
}
