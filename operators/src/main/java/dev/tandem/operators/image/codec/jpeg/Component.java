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

    private int blocksAcross;
    /** Whether the four left samples of all blocks of a row stand before the four right ones, or they stand in order. */
    private boolean halves;
    /** The samples row by row, of whole blocks: four in a number, the leftmost in the lowest byte. */
    private int[] samples;

    Component(int id, int horizontal, int vertical, int quantization) {
        this.id = id;
        this.horizontal = horizontal;
        this.vertical = vertical;
        this.quantization = quantization;
    }

    void allocate(int blocksAcross, int blocksDown, boolean halves) {
        this.blocksAcross = blocksAcross;
        this.halves = halves;
        samples = new int[Math.multiplyExact(2 * blocksAcross, 8 * blocksDown)];
    }

    int blocksAcross() {
        return blocksAcross;
    }

    /** Takes the samples of rows of blocks from where they were transformed, row after row from a place on. */
    void take(BlockTransform blocks, int place, int firstRow, int rows) {
        for (int row = 0; row < 8; row++) {
            int[] left = blocks.samples(row, false);
            int[] right = blocks.samples(row, true);
            for (int down = 0; down < rows; down++) {
                int from = place + down * blocksAcross;
                int to = 2 * blocksAcross * (8 * (firstRow + down) + row);
                if (halves) {
                    System.arraycopy(left, from, samples, to, blocksAcross);
                    System.arraycopy(right, from, samples, to + blocksAcross, blocksAcross);
                } else {
                    for (int i = 0; i < blocksAcross; i++) {
                        samples[to + 2 * i] = left[from + i];
                        samples[to + 2 * i + 1] = right[from + i];
                    }
                }
            }
        }
    }

    /** Copies the whole of a row, or its left or right halves where these are apart. */
    void copy(int y, boolean right, int[] target, int to, int count) {
        System.arraycopy(samples, 2 * blocksAcross * y + (right ? blocksAcross : 0), target, to, count);
    }

    /** Beyond a place, rows go on with the sample before it. */
    void extend(int place) {
        int row = 2 * blocksAcross;
        int at = place / 4;
        if (at < row) {
            int shift = 8 * (place % 4);
            for (int y = 0; y < samples.length; y += row) {
                int before = shift == 0 ? samples[y + at - 1] >>> 24 : samples[y + at] >>> shift - 8 & 0xff;
                samples[y + at] = samples[y + at] & ~(0xff << shift) | before << shift;
            }
        }
    }
}
