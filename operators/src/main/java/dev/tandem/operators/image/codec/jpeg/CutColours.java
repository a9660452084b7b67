package dev.tandem.operators.image.codec.jpeg;

/**
 * Finds the blocks of luma in which red, green or blue may be beyond 0 or 255 and thus cut off, from the least and the greatest
 * samples of quarters of blocks alone.
 *
 * <p>Interpolated chroma lies between the samples that it is made of. Where chroma is sampled at every second place, these are of
 * the quarters that meet at the corner nearest to the quarter of luma.
 */
final class CutColours {
    private static final int BRIGHTEST = 255;

    private final Samples samples;
    private final Component luma;
    private final Component blue;
    private final Component red;
    private final int columns;
    /** Of a row of quarters of chroma, or of the corners of two rows. */
    private final int[][] ranges;
    /** The least and the greatest luma with which no colour is cut off there. */
    private final int[] darkest;
    private final int[] brightest;

    private CutColours(Component[] components, Samples samples) {
        this.samples = samples;
        this.luma = components[0];
        this.blue = components[1];
        this.red = components[2];
        this.columns = luma.blocksAcross();
        int length = luma.horizontal == 1 ? 2 * columns : columns + 1;
        this.ranges = new int[4][length];
        this.darkest = new int[length];
        this.brightest = new int[length];
    }

    /** By block of luma, row by row, a number below zero where a colour may be cut off. */
    static int[] blocks(Component[] components, Samples samples) {
        return new CutColours(components, samples).blocks();
    }

    private int[] blocks() {
        int[] cut = new int[columns * luma.blocksDown()];
        int known = -1;
        for (int y = 0; y < 2 * luma.blocksDown(); y++) {
            int row = luma.vertical == 1 ? y : y + 1 >> 1;
            if (row != known) {
                limits(row);
                known = row;
            }
            for (int half = 0; half < 2; half++) {
                int place = luma.horizontal == 1 ? half * columns : half;
                compare(luma.block(0, y / 2), shift(y, half), place, cut, y / 2 * columns);
            }
        }
        return cut;
    }

    /** Where the range of a quarter of a block stands. */
    private static int shift(int row, int half) {
        return 8 * (2 * (row & 1) + half);
    }

    private void compare(int block, int shift, int place, int[] cut, int to) {
        int[] least = samples.least();
        int[] greatest = samples.greatest();
        for (int i = 0; i < columns; i++) {
            cut[to + i] |= (least[block + i] >>> shift & 0xff) - darkest[place + i]
                    | brightest[place + i] - (greatest[block + i] >>> shift & 0xff);
        }
    }

    private void limits(int row) {
        int above = luma.vertical == 1 ? row : Math.max(0, row - 1);
        int below = Math.min(row, 2 * blue.blocksDown() - 1);
        for (int half = 0; half < 2; half++) {
            read(blue, above, below, half, ranges[0], ranges[1]);
            read(red, above, below, half, ranges[2], ranges[3]);
        }
        if (luma.horizontal == 2) {
            for (int i = 0; i < ranges.length; i += 2) {
                leastAtCorners(ranges[i]);
                greatestAtCorners(ranges[i + 1]);
            }
        }
        limits(ranges[0], ranges[1], ranges[2], ranges[3], darkest, brightest);
    }

    /** The left or the right halves of two rows: put between each other where corners are made of them, else one after the other. */
    private void read(Component chroma, int above, int below, int half, int[] least, int[] greatest) {
        int across = chroma.blocksAcross();
        int step = luma.horizontal;
        int to = step == 1 ? half * across : half;
        int one = chroma.block(0, above / 2);
        int other = chroma.block(0, below / 2);
        int shiftOfOne = shift(above, half);
        int shiftOfOther = shift(below, half);
        for (int i = 0; i < across; i++, to += step) {
            least[to] = Math.min(samples.least()[one + i] >>> shiftOfOne & 0xff, samples.least()[other + i] >>> shiftOfOther & 0xff);
            greatest[to] = Math.max(
                    samples.greatest()[one + i] >>> shiftOfOne & 0xff, samples.greatest()[other + i] >>> shiftOfOther & 0xff);
        }
    }

    private static void limits(int[] leastBlue, int[] greatestBlue, int[] leastRed, int[] greatestRed, int[] darkest, int[] brightest) {
        for (int i = 0; i < darkest.length; i++) {
            darkest[i] = -Math.min(ColourBand.greenLess(greatestBlue[i], greatestRed[i]),
                    Math.min(ColourBand.redLess(leastRed[i]), ColourBand.blueLess(leastBlue[i])));
            brightest[i] = BRIGHTEST - Math.max(ColourBand.greenLess(leastBlue[i], leastRed[i]),
                    Math.max(ColourBand.redLess(greatestRed[i]), ColourBand.blueLess(greatestBlue[i])));
        }
    }

    /** The corners of a row have as many quarters between them; beyond the sides there is nothing. */
    private static void leastAtCorners(int[] values) {
        int last = values.length - 1;
        values[last] = values[last - 1];
        for (int i = last - 1; i > 0; i--) {
            values[i] = Math.min(values[i], values[i - 1]);
        }
    }

    private static void greatestAtCorners(int[] values) {
        int last = values.length - 1;
        values[last] = values[last - 1];
        for (int i = last - 1; i > 0; i--) {
            values[i] = Math.max(values[i], values[i - 1]);
        }
    }
}
