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
    /**
     * The samples row by row, of whole blocks: four in a number, the leftmost in the lowest byte. The left and the right halves
     * of blocks stand apart, or all in order in the first array, and the second is empty.
     */
    private int[] left;
    private int[] right;

    Component(int id, int horizontal, int vertical, int quantization) {
        this.id = id;
        this.horizontal = horizontal;
        this.vertical = vertical;
        this.quantization = quantization;
    }

    void allocate(int blocksAcross, int blocksDown, boolean halves) {
        this.blocksAcross = blocksAcross;
        int halfRows = Math.multiplyExact(blocksAcross, 8 * blocksDown);
        left = new int[halves ? halfRows : Math.multiplyExact(2, halfRows)];
        right = new int[halves ? halfRows : 0];
    }

    int blocksAcross() {
        return blocksAcross;
    }

    /** Takes the samples of rows of blocks from where they were transformed, row after row from a place on. */
    void take(BlockTransform blocks, int place, int firstRow, int rows) {
        for (int row = 0; row < 8; row++) {
            int[] lefts = blocks.samples(row, false);
            int[] rights = blocks.samples(row, true);
            for (int down = 0; down < rows; down++) {
                int from = place + down * blocksAcross;
                int to = blocksAcross * (8 * (firstRow + down) + row);
                if (right.length > 0) {
                    System.arraycopy(lefts, from, left, to, blocksAcross);
                    System.arraycopy(rights, from, right, to, blocksAcross);
                } else {
                    merge(lefts, rights, from, 2 * to);
                }
            }
        }
    }

    private void merge(int[] lefts, int[] rights, int from, int to) {
        for (int i = 0; i < blocksAcross; i++) {
            left[to + 2 * i] = lefts[from + i];
            left[to + 2 * i + 1] = rights[from + i];
        }
    }

    /** Copies rows of left and of right halves, which stand apart. */
    void copyHalves(int y, int rows, int[] lefts, int[] rights) {
        System.arraycopy(left, blocksAcross * y, lefts, 0, blocksAcross * rows);
        System.arraycopy(right, blocksAcross * y, rights, 0, blocksAcross * rows);
    }

    /** Copies a row of samples in order. */
    void copy(int y, int[] target, int to) {
        System.arraycopy(left, 2 * blocksAcross * y, target, to, 2 * blocksAcross);
    }

    /** Beyond a place, rows of samples in order go on with the sample before it. */
    void extend(int place) {
        int row = 2 * blocksAcross;
        int at = place / 4;
        if (at < row) {
            int shift = 8 * (place % 4);
            for (int y = 0; y < left.length; y += row) {
                int before = shift == 0 ? left[y + at - 1] >>> 24 : left[y + at] >>> shift - 8 & 0xff;
                left[y + at] = left[y + at] & ~(0xff << shift) | before << shift;
            }
        }
    }
}
