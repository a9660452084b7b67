package dev.tandem.operators.dedup.image;

import dev.tandem.operators.image.codec.Pixels;
import java.util.Arrays;

/**
 * How 64 bits are made of a picture that stay, but for a few, when it is scaled, recompressed or slightly changed. The highest
 * bit is that of the top left, and of the lowest frequency.
 */
enum HashMethod {
    /** Of 8 by 8 grey values, whether each is above their mean. */
    AVERAGE {
        @Override
        long of(Pixels image, HashFamily family) {
            double[] values = flat(family.thumbnail(image, SIDE, SIDE));
            double sum = Arrays.stream(values).sum();
            return bits(values, sum / values.length, family.setsEqual());
        }
    },
    /** Of 8 rows of 9 grey values, whether each is above the one to the left of it. */
    DIFFERENCE {
        @Override
        long of(Pixels image, HashFamily family) {
            long hash = 0;
            for (int[] row : family.thumbnail(image, SIDE + 1, SIDE)) {
                for (int x = 0; x < SIDE; x++) {
                    hash = hash << 1 | (row[x + 1] > row[x] ? 1 : 0);
                }
            }
            return hash;
        }
    },
    /** Of 32 by 32 grey values, whether each of the lowest frequencies is above the median of them. */
    PERCEPTUAL {
        @Override
        long of(Pixels image, HashFamily family) {
            double[] coefficients = PerceptualHash.coefficients(family.thumbnail(image, PerceptualHash.SIZE, PerceptualHash.SIZE));
            // One of the two families leaves the frequency zero, which is the brightness, out of the median.
            double[] compared = family == HashFamily.IMAGEHASH ? coefficients : Arrays.copyOfRange(coefficients, 1, 64);
            return bits(coefficients, median(compared), family.setsEqual());
        }
    },
    /** Of 8 by 8 areas, whether each is brighter than the median of them: the lowest level of Haar's wavelet. */
    WAVELET {
        @Override
        long of(Pixels image, HashFamily family) {
            double[] areas = new double[SIDE * SIDE];
            if (family == HashFamily.IMAGEHASH) {
                int side = Math.max(SIDE, Integer.highestOneBit(Math.min(image.width(), image.height())));
                GreyThumbnail.resize(image, side, side, (y, row) -> addTo(areas, y * SIDE / side, row));
            } else {
                int[][] thumbnail = family.thumbnail(image, WAVELET_SIDE, WAVELET_SIDE);
                for (int y = 0; y < WAVELET_SIDE; y++) {
                    addTo(areas, y * SIDE / WAVELET_SIDE, thumbnail[y]);
                }
            }
            return bits(areas, median(areas), family.setsEqual());
        }
    };

    private static final int SIDE = 8;
    private static final int WAVELET_SIDE = 256;

    abstract long of(Pixels image, HashFamily family);

    private static double[] flat(int[][] rows) {
        return Arrays.stream(rows).flatMapToInt(Arrays::stream).asDoubleStream().toArray();
    }

    private static void addTo(double[] areas, int areaRow, int[] row) {
        for (int x = 0; x < row.length; x++) {
            areas[areaRow * SIDE + x / (row.length / SIDE)] += row[x];
        }
    }

    private static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return (sorted[(sorted.length - 1) / 2] + sorted[sorted.length / 2]) / 2;
    }

    private static long bits(double[] values, double middle, boolean setsEqual) {
        long hash = 0;
        for (double value : values) {
            hash = hash << 1 | (value > middle || (setsEqual && value == middle) ? 1 : 0);
        }
        return hash;
    }
}
