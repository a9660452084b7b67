package dev.tandem.operators.image;

/**
 * How much the edges of a picture repeat themselves at fixed distances in two directions. Of an edge only the direction
 * counts, from dark to light, to the right and down, and not how strong it is, so that faint marks count as much as what they
 * lie on. Their correlation with themselves at a distance is 1 where everything comes again and nearly 0 in photographs;
 * what is told is how far it stands out from the distances around, since straight edges resemble themselves all along.
 */
final class EdgeRepetition {
    /** The middle of the picture is looked at, up to this many pixels on each side. */
    private static final int SIDE = 512;
    /** In smaller pictures chance repeats too much. */
    private static final int LEAST_SIDE = 256;
    /** Smaller steps of grey are noise. */
    private static final int FAINTEST = 3;
    private static final int LEAST_DISTANCE = 24;
    private static final int MOST_DISTANCE = 192;
    private static final int RING = 6;
    /** The sine of the smallest angle between two directions. */
    private static final double LEAST_ANGLE = 0.34;

    private final int width;
    private final int height;
    private final double[] correlation;

    private EdgeRepetition(int width, int height, double[] correlation) {
        this.width = width;
        this.height = height;
        this.correlation = correlation;
    }

    /** 0 to 1, in the weaker of the two directions; 0 for a picture too small to repeat anything. */
    static double of(GreyPlane plane) {
        if (Math.min(plane.width(), plane.height()) < LEAST_SIDE) {
            return 0;
        }
        int width = Math.min(SIDE, plane.width()) - 1;
        int height = Math.min(SIDE, plane.height()) - 1;
        double[] right = new double[SIDE * SIDE];
        double[] down = new double[SIDE * SIDE];
        int left = (plane.width() - 1 - width) / 2;
        int top = (plane.height() - 1 - height) / 2;
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                int here = plane.at(left + x, top + y);
                right[y * SIDE + x] = direction(plane.at(left + x + 1, top + y) - here);
                down[y * SIDE + x] = direction(plane.at(left + x, top + y + 1) - here);
            }
        }
        // As one complex number each: the real part of the result is the sum of both.
        Fourier.autocorrelation(right, down, SIDE);
        return right[0] < 1 ? 0 : new EdgeRepetition(width, height, right).strength();
    }

    private static int direction(int step) {
        return Math.abs(step) < FAINTEST ? 0 : Integer.signum(step);
    }

    private double strength() {
        double[] first = strongest(0, 0);
        return Math.clamp(strongest(first[1], first[2])[0], 0, 1);
    }

    /** How far the most striking distance stands out, and the distance itself, in another direction than a given one. */
    private double[] strongest(double otherRight, double otherDown) {
        double[] strongest = new double[3];
        int mostRight = Math.min(MOST_DISTANCE, width / 2);
        int mostDown = Math.min(MOST_DISTANCE, height / 2);
        for (int down = 0; down <= mostDown; down++) {
            for (int right = -mostRight; right <= mostRight; right++) {
                if (down < LEAST_DISTANCE && Math.abs(right) < LEAST_DISTANCE || at(right, down) <= strongest[0]) {
                    continue;
                }
                double across = Math.abs(right * otherDown - down * otherRight);
                double lengths = Math.sqrt((right * right + down * down) * (otherRight * otherRight + otherDown * otherDown));
                double prominence = across >= LEAST_ANGLE * lengths ? at(right, down) - ring(right, down) : 0;
                if (prominence > strongest[0]) {
                    strongest = new double[] {prominence, right, down};
                }
            }
        }
        return strongest;
    }

    private double ring(int right, int down) {
        double greatest = 0;
        for (int y = -RING; y <= RING; y++) {
            for (int x = -RING; x <= RING; x += Math.abs(y) == RING ? 1 : 2 * RING) {
                greatest = Math.max(greatest, at(right + x, down + y));
            }
        }
        return greatest;
    }

    /** The correlation at a distance, by how much of the picture is left to compare. */
    private double at(int right, int down) {
        double left = (double) (width - Math.abs(right)) * (height - Math.abs(down)) / ((double) width * height);
        return correlation[Math.floorMod(down, SIDE) * SIDE + Math.floorMod(right, SIDE)] / correlation[0] / left;
    }
}
