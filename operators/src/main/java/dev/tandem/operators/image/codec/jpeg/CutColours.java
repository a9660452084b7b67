package dev.tandem.operators.image.codec.jpeg;

/**
 * Finds the upper and lower halves of blocks of luma in which red, green or blue may be beyond 0 or 255 and thus cut off, from
 * the least and the greatest samples of quarters of blocks alone.
 *
 * <p>Interpolated chroma lies between the samples that it is made of. Where chroma is sampled at every second place, these are of
 * the quarters that meet at the corner nearest to the quarter of luma.
 */
final class CutColours {
    /** So many rows of pixels has half of a block. */
    static final int ROWS = 4;

    private static final int GREATEST = 255;

    private final Samples samples;
    private final Component luma;
    private final Component blue;
    private final Component red;
    private final int columns;
    /** Where chroma is sampled at every second place, its quarters stand between corners, of which there is one more. */
    private final int beside;
    /** Of two rows of quarters of chroma, and then of what meets: the least, and how far the greatest is below the greatest of all. */
    private final int[][][] rows;
    private final int[][] least;
    /** The least and the greatest luma with which no colour is cut off there. */
    private final int[] darkest;
    private final int[] brightest;

    private CutColours(Component[] components, Samples samples) {
        this.samples = samples;
        this.luma = components[0];
        this.blue = components[1];
        this.red = components[2];
        this.columns = luma.blocksAcross();
        this.beside = luma.horizontal - 1;
        int length = 2 * blue.blocksAcross() + beside;
        this.rows = new int[2][4][length + beside];
        this.least = new int[4][length];
        this.darkest = new int[length];
        this.brightest = new int[length];
    }

    /** By upper and lower halves of blocks of luma, row by row, a number below zero where a colour may be cut off. */
    static int[] find(Component[] components, Samples samples) {
        return new CutColours(components, samples).find();
    }

    private int[] find() {
        int[] cut = new int[2 * columns * luma.blocksDown()];
        int known = -1;
        for (int y = 0; y < 2 * luma.blocksDown(); y++) {
            int row = luma.vertical == 1 ? y : y + 1 >> 1;
            if (row != known) {
                limits(row);
                known = row;
            }
            compare(samples.least(), samples.greatest(), luma.block(0, y / 2), shift(y), darkest, brightest,
                    beside == 0 ? columns : 1, cut, y * columns, columns);
        }
        return cut;
    }

    /** Where the range of the left quarter of a block stands; the right one's is 8 bits higher. */
    private static int shift(int row) {
        return 16 * (row & 1);
    }

    private static void compare(int[] least, int[] greatest, int block, int shift, int[] darkest, int[] brightest, int right,
            int[] cut, int to, int columns) {
        for (int i = 0; i < columns; i++) {
            int from = least[block + i] >>> shift;
            int until = greatest[block + i] >>> shift;
            cut[to + i] = (from & 0xff) - darkest[i] | (from >>> 8 & 0xff) - darkest[right + i]
                    | brightest[i] - (until & 0xff) | brightest[right + i] - (until >>> 8 & 0xff);
        }
    }

    private void limits(int row) {
        int last = 2 * blue.blocksDown() - 1;
        if (row <= last) {
            read(blue, row, rows[row & 1][0], rows[row & 1][1]);
            read(red, row, rows[row & 1][2], rows[row & 1][3]);
        }
        int[][] below = rows[Math.min(row, last) & 1];
        int[][] above = luma.vertical == 1 || row == 0 ? below : rows[row - 1 & 1];
        for (int i = 0; i < least.length; i++) {
            meet(above[i], below[i], beside, least[i]);
        }
        limits(least[0], least[1], least[2], least[3], darkest, brightest);
    }

    /** A row of quarters: beyond the sides there is nothing. */
    private void read(Component chroma, int row, int[] least, int[] rest) {
        int across = chroma.blocksAcross();
        int block = chroma.block(0, row / 2);
        int shift = shift(row);
        // In order where they meet at corners; else the left quarters of all blocks and then the right ones.
        int step = beside + 1;
        int right = beside == 0 ? across : 1;
        for (int i = 0; i < across; i++) {
            int to = beside + step * i;
            int from = samples.least()[block + i] >>> shift;
            int until = ~samples.greatest()[block + i] >>> shift;
            least[to] = from & 0xff;
            least[to + right] = from >>> 8 & 0xff;
            rest[to] = until & 0xff;
            rest[to + right] = until >>> 8 & 0xff;
        }
        int end = least.length - 1;
        least[0] = least[beside];
        rest[0] = rest[beside];
        least[end] = least[end - beside];
        rest[end] = rest[end - beside];
    }

    // Loops over arrays of whole numbers become vector instructions.

    private static void meet(int[] above, int[] below, int beside, int[] least) {
        for (int i = 0; i < least.length; i++) {
            least[i] = Math.min(Math.min(above[i], above[i + beside]), Math.min(below[i], below[i + beside]));
        }
    }

    private static void limits(int[] leastBlue, int[] restOfBlue, int[] leastRed, int[] restOfRed, int[] darkest, int[] brightest) {
        for (int i = 0; i < darkest.length; i++) {
            int greatestBlue = GREATEST - restOfBlue[i];
            int greatestRed = GREATEST - restOfRed[i];
            darkest[i] = -Math.min(ColourBand.greenLess(greatestBlue, greatestRed),
                    Math.min(ColourBand.redLess(leastRed[i]), ColourBand.blueLess(leastBlue[i])));
            brightest[i] = GREATEST - Math.max(ColourBand.greenLess(leastBlue[i], leastRed[i]),
                    Math.max(ColourBand.redLess(greatestRed), ColourBand.blueLess(greatestBlue)));
        }
    }
}
