package dev.tandem.operators.image.codec.jpeg;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Makes grey of red, green and blue where it is not the luma itself: of the upper or lower halves of many blocks at once. */
final class GreyOfColours {
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final int BLOCK = 8;
    private static final int ROWS = CutColours.ROWS;
    /** Blocks that are so near to each other are made together with those in between: at both sides one more is read anyway. */
    private static final int NEAR = 2;
    private static final int LONGEST = JpegSamples.BAND / ROWS - 2;

    private final int width;
    private final int height;
    private final int across;
    private final JpegSamples.Weights weights;
    private final byte[] grey;
    private final ColourBand band;
    private final List<Piece> pieces = new ArrayList<>();
    private final int[] left = new int[JpegSamples.BAND];
    private final int[] right = new int[JpegSamples.BAND];
    private final int[] sums = new int[JpegSamples.BAND];

    /** Halves of blocks that stand beside each other, with what was read at their sides. */
    private record Piece(int column, int columns, BlockArea area, int place) {}

    /** @param grey of the whole picture */
    GreyOfColours(Component[] components, int width, int height, JpegSamples.Weights weights, byte[] grey) {
        this.width = width;
        this.height = height;
        this.across = components[0].blocksAcross();
        this.weights = weights;
        this.grey = grey;
        this.band = new ColourBand(components, height, JpegSamples.BAND);
    }

    /**
     * Puts the grey of some halves of blocks in place.
     *
     * @param wanted what {@link CutColours} found
     */
    void put(int[] wanted) {
        for (int row = 0; ROWS * row < height; row++) {
            int first = row * across;
            int end = first + (width + BLOCK - 1) / BLOCK;
            for (int from = next(wanted, first, end); from < end; from = next(wanted, from, end)) {
                int to = from + 1;
                for (int next = to; next < end && next - to <= NEAR && next - from < LONGEST; next++) {
                    to = wanted[next] < 0 ? next + 1 : to;
                }
                add(row, from - first, to - from);
                from = to;
            }
        }
        flush();
    }

    private static int next(int[] wanted, int from, int end) {
        int i = from;
        while (i < end && wanted[i] >= 0) {
            i++;
        }
        return i;
    }

    private void add(int row, int column, int columns) {
        int y = ROWS * row;
        int before = Math.min(column, 1);
        int after = Math.min(across - column - columns, 1);
        BlockArea area = new BlockArea(y, Math.min(ROWS, height - y), column - before, before + columns + after);
        if (!band.isFree(area)) {
            flush();
        }
        pieces.add(new Piece(column, columns, area, band.add(area) + before));
    }

    private void flush() {
        if (pieces.isEmpty()) {
            return;
        }
        band.interpolate();
        four(0, left, band.count());
        four(4, right, band.count());
        for (Piece piece : pieces) {
            int x = BLOCK * piece.column();
            int count = Math.min(BLOCK * piece.columns(), width - x);
            int from = piece.place();
            for (int y = piece.area().y(); y < piece.area().y() + piece.area().rows(); y++, from += piece.area().columns()) {
                put(left, right, from, grey, y * width + x, count);
            }
        }
        pieces.clear();
        band.clear();
    }

    /** Some pixels of a row, of which the left and the right four of eight stand apart. */
    private static void put(int[] left, int[] right, int from, byte[] grey, int to, int count) {
        int whole = count / 8;
        for (int i = 0; i < whole; i++) {
            LONG.set(grey, to + 8 * i, left[from + i] & 0xffffffffL | (long) right[from + i] << 32);
        }
        for (int x = 8 * whole; x < count; x++) {
            grey[to + x] = (byte) (((x & 4) == 0 ? left : right)[from + whole] >> 8 * (x & 3));
        }
    }

    /** Four pixels of each eight. */
    private void four(int first, int[] target, int count) {
        Arrays.fill(target, 0, count, 0);
        for (int i = 0; i < 4; i++) {
            band.sum(first + i, weights.red(), weights.green(), weights.blue(), 1 << weights.shift() - 1, sums);
            place(sums, weights.shift(), 8 * i, target, count);
        }
    }

    private static void place(int[] sums, int shift, int place, int[] target, int count) {
        for (int i = 0; i < count; i++) {
            target[i] |= sums[i] >> shift << place;
        }
    }
}
