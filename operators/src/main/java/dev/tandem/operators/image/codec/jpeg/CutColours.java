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

    private final Component luma;
    private final Component blue;
    private final Component red;
    private final int columns;
    /** Of a row of quarters of chroma, or of the corners of two rows. */
    private final int[][] ranges;
    /** The least and the greatest luma with which no colour is cut off there. */
    private final int[] darkest;
    private final int[] brightest;

    private CutColours(Component[] components) {
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
    static int[] blocks(Component[] components) {
        return new CutColours(components).blocks();
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
                int quarter = 2 * (y & 1) + half;
                int place = luma.horizontal == 1 ? half * columns : half;
                compare(luma.least(quarter), luma.greatest(quarter), y / 2 * columns, place, cut);
            }
        }
        return cut;
    }

    private void compare(int[] least, int[] greatest, int from, int place, int[] cut) {
        for (int i = 0; i < columns; i++) {
            cut[from + i] |= least[from + i] - darkest[place + i] | brightest[place + i] - greatest[from + i];
        }
    }

    private void limits(int row) {
        int above = luma.vertical == 1 ? row : Math.max(0, row - 1);
        int below = Math.min(row, 2 * blue.blocksDown() - 1);
        for (int half = 0; half < 2; half++) {
            int a = 2 * (above & 1) + half;
            int b = 2 * (below & 1) + half;
            least(blue.least(a), above / 2, blue.least(b), below / 2, half, ranges[0]);
            greatest(blue.greatest(a), above / 2, blue.greatest(b), below / 2, half, ranges[1]);
            least(red.least(a), above / 2, red.least(b), below / 2, half, ranges[2]);
            greatest(red.greatest(a), above / 2, red.greatest(b), below / 2, half, ranges[3]);
        }
        if (luma.horizontal == 2) {
            leastAtCorners(ranges[0]);
            greatestAtCorners(ranges[1]);
            leastAtCorners(ranges[2]);
            greatestAtCorners(ranges[3]);
        }
        limits(ranges[0], ranges[1], ranges[2], ranges[3], darkest, brightest);
    }

    private static void limits(int[] leastBlue, int[] greatestBlue, int[] leastRed, int[] greatestRed, int[] darkest, int[] brightest) {
        for (int i = 0; i < darkest.length; i++) {
            darkest[i] = -Math.min(ColourBand.greenLess(greatestBlue[i], greatestRed[i]),
                    Math.min(ColourBand.redLess(leastRed[i]), ColourBand.blueLess(leastBlue[i])));
            brightest[i] = BRIGHTEST - Math.max(ColourBand.greenLess(leastBlue[i], leastRed[i]),
                    Math.max(ColourBand.redLess(greatestRed[i]), ColourBand.blueLess(greatestBlue[i])));
        }
    }

    /** The left or the right halves of two rows: put between each other where corners are made of them, else one after the other. */
    private void least(int[] above, int aboveRow, int[] below, int belowRow, int half, int[] target) {
        int across = blue.blocksAcross();
        int step = luma.horizontal;
        int to = step == 1 ? half * across : half;
        for (int i = 0; i < across; i++) {
            target[to + step * i] = Math.min(above[aboveRow * across + i], below[belowRow * across + i]);
        }
    }

    private void greatest(int[] above, int aboveRow, int[] below, int belowRow, int half, int[] target) {
        int across = blue.blocksAcross();
        int step = luma.horizontal;
        int to = step == 1 ? half * across : half;
        for (int i = 0; i < across; i++) {
            target[to + step * i] = Math.max(above[aboveRow * across + i], below[belowRow * across + i]);
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
