package dev.tandem.operators.image.codec.jpeg;

/** A component of a picture: how finely it is sampled, its tables, and its samples when they are decoded. */
final class Component {
    /** Blocks of 8 by 8 have quarters of 4 by 4. */
    static final int QUARTERS = 4;

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
    private final int[][] least = new int[QUARTERS][];
    private final int[][] greatest = new int[QUARTERS][];

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
        for (int quarter = 0; quarter < QUARTERS; quarter++) {
            least[quarter] = new int[blocksAcross * blocksDown];
            greatest[quarter] = new int[blocksAcross * blocksDown];
        }
    }

    int blocksAcross() {
        return blocksAcross;
    }

    int blocksDown() {
        return least[0].length / blocksAcross;
    }

    /** Of a quarter of each block, row by row, the least sample; the quarters are counted as one reads. */
    int[] least(int quarter) {
        return least[quarter];
    }

    /** Of a quarter of each block, row by row, the greatest sample. */
    int[] greatest(int quarter) {
        return greatest[quarter];
    }

    /** Takes the samples of rows of blocks from where they were transformed, row after row from a place on. */
    void take(BlockTransform blocks, int place, int firstRow, int rows) {
        for (int quarter = 0; quarter < QUARTERS; quarter++) {
            System.arraycopy(blocks.least(quarter), place, least[quarter], firstRow * blocksAcross, rows * blocksAcross);
            System.arraycopy(blocks.greatest(quarter), place, greatest[quarter], firstRow * blocksAcross, rows * blocksAcross);
        }
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

    /** Copies of a row the left and the right halves of some blocks, which stand apart. */
    void copyHalves(int y, int column, int columns, int[] lefts, int[] rights, int to) {
        System.arraycopy(left, blocksAcross * y + column, lefts, to, columns);
        System.arraycopy(right, blocksAcross * y + column, rights, to, columns);
    }

    /** Copies samples of a row in order, four to a number. */
    void copy(int y, int fours, int count, int[] target, int to) {
        System.arraycopy(left, 2 * blocksAcross * y + fours, target, to, count);
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
