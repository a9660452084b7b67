package dev.tandem.media;

import java.util.Arrays;

/**
 * Dense optical flow between two grey pictures of one size, after G. Farnebäck, "Two-Frame Motion Estimation Based on Polynomial
 * Expansion" (2003), with the settings that Data-Juicer uses: pictures halved up to three times while they are not smaller than
 * 32 pixels, three rounds on each size, means over windows of 15 pixels.
 */
final class OpticalFlow {
    private static final int LEVELS = 3;
    private static final int SMALLEST = 32;
    private static final int ROUNDS = 3;
    private static final int WINDOW = 15;
    /** Numbers of a point in the equations that are averaged: a symmetric matrix and a vector. */
    private static final int EQUATION = 5;
    /** How much the outermost points count, where the expansion saw only half of what is around. */
    private static final double[] BORDER = {0.14, 0.14, 0.4472, 0.4472, 0.4472};

    private OpticalFlow() {}

    /** The mean length of the flow, in pixels. */
    static double meanLength(FrameScaler.Plane before, FrameScaler.Plane after) {
        int width = before.width();
        int height = before.height();
        int levels = 0;
        while (levels < LEVELS && (width >> levels + 1) >= SMALLEST && (height >> levels + 1) >= SMALLEST) {
            levels++;
        }
        Field flow = null;
        for (int level = levels; level >= 0; level--) {
            int levelWidth = (int) Math.rint(Math.scalb((double) width, -level));
            int levelHeight = (int) Math.rint(Math.scalb((double) height, -level));
            PolynomialExpansion from = expansion(Picture.of(before, level).resized(levelWidth, levelHeight));
            PolynomialExpansion to = expansion(Picture.of(after, level).resized(levelWidth, levelHeight));
            flow = flow == null ? new Field(levelWidth, levelHeight) : flow.enlarged(levelWidth, levelHeight);
            double[] equations = new double[EQUATION * levelWidth * levelHeight];
            for (int round = 0; round < ROUNDS; round++) {
                fill(equations, from, to, flow);
                BoxMean.of(equations, levelWidth, levelHeight, EQUATION, WINDOW);
                flow.solve(equations);
            }
        }
        return flow.meanLength();
    }

    /** The equations of each point, from the polynomials there and where the flow leads. */
    private static void fill(double[] equations, PolynomialExpansion from, PolynomialExpansion to, Field flow) {
        double[] there = new double[PolynomialExpansion.TERMS];
        for (int y = 0; y < flow.height; y++) {
            for (int x = 0; x < flow.width; x++) {
                int point = y * flow.width + x;
                double right = flow.right[point];
                double down = flow.down[point];
                boolean inside = to.at(x + right, y + down, there);
                double yy = inside ? (from.yy(point) + there[2]) * 0.5 : from.yy(point);
                double xx = inside ? (from.xx(point) + there[3]) * 0.5 : from.xx(point);
                double xy = inside ? (from.xy(point) + there[4]) * 0.25 : from.xy(point) * 0.5;
                double dy = (from.y(point) - (inside ? there[0] : 0)) * 0.5 + yy * down + xy * right;
                double dx = (from.x(point) - (inside ? there[1] : 0)) * 0.5 + xy * down + xx * right;
                double weight = border(x, flow.width) * border(y, flow.height);
                yy *= weight;
                xx *= weight;
                xy *= weight;
                dy *= weight;
                dx *= weight;
                int at = point * EQUATION;
                equations[at] = yy * yy + xy * xy;
                equations[at + 1] = (yy + xx) * xy;
                equations[at + 2] = xx * xx + xy * xy;
                equations[at + 3] = yy * dy + xy * dx;
                equations[at + 4] = xy * dy + xx * dx;
            }
        }
    }

    private static double border(int place, int length) {
        double weight = place < BORDER.length ? BORDER[place] : 1;
        int left = length - 1 - place;
        return left < BORDER.length ? weight * BORDER[left] : weight;
    }

    /** Where each point of a picture went. */
    private static final class Field {
        private final int width;
        private final int height;
        private final double[] right;
        private final double[] down;

        Field(int width, int height) {
            this.width = width;
            this.height = height;
            this.right = new double[width * height];
            this.down = new double[width * height];
        }

        /** Of a picture twice as large. */
        Field enlarged(int toWidth, int toHeight) {
            Field large = new Field(toWidth, toHeight);
            double[] wider = new Picture(width, height, right).resized(toWidth, toHeight).values();
            double[] higher = new Picture(width, height, down).resized(toWidth, toHeight).values();
            Arrays.setAll(large.right, i -> 2 * wider[i]);
            Arrays.setAll(large.down, i -> 2 * higher[i]);
            return large;
        }

        void solve(double[] equations) {
            for (int point = 0; point < right.length; point++) {
                int at = point * EQUATION;
                double g11 = equations[at];
                double g12 = equations[at + 1];
                double g22 = equations[at + 2];
                double inverse = 1 / (g11 * g22 - g12 * g12 + 1e-3);
                right[point] = (g11 * equations[at + 4] - g12 * equations[at + 3]) * inverse;
                down[point] = (g22 * equations[at + 3] - g12 * equations[at + 4]) * inverse;
            }
        }

        double meanLength() {
            double sum = 0;
            for (int point = 0; point < right.length; point++) {
                sum += Math.sqrt(right[point] * right[point] + down[point] * down[point]);
            }
            return sum / right.length;
        }
    }

    /** Grey values as numbers. */
    private record Picture(int width, int height, double[] values) {

        /** Smoothed as much as it is to be made smaller. */
        static Picture of(FrameScaler.Plane plane, int level) {
            double[] values = new double[plane.width() * plane.height()];
            for (int i = 0; i < values.length; i++) {
                values[i] = plane.samples()[i] & 0xff;
            }
            double sigma = ((1 << level) - 1) * 0.5;
            int size = Math.max(3, (int) Math.rint(sigma * 5) | 1);
            return new Picture(plane.width(), plane.height(), values).smoothed(weights(size, sigma));
        }

        /** One side of a bell curve with its middle; for no width, the one that a window of that size stands for. */
        private static double[] weights(int size, double sigma) {
            double width = sigma > 0 ? sigma : 0.3 * ((size - 1) * 0.5 - 1) + 0.8;
            double[] weights = new double[size / 2 + 1];
            double sum = 0;
            for (int i = 0; i < weights.length; i++) {
                weights[i] = StrictMath.exp(-i * i / (2 * width * width));
                sum += i == 0 ? weights[i] : 2 * weights[i];
            }
            for (int i = 0; i < weights.length; i++) {
                weights[i] /= sum;
            }
            return weights;
        }

        private Picture smoothed(double[] weights) {
            double[] across = new double[values.length];
            double[] both = new double[values.length];
            for (int y = 0; y < height; y++) {
                for (int x = 0; x < width; x++) {
                    double sum = weights[0] * values[y * width + x];
                    for (int i = 1; i < weights.length; i++) {
                        sum += weights[i] * (values[y * width + mirrored(x - i, width)] + values[y * width + mirrored(x + i, width)]);
                    }
                    across[y * width + x] = sum;
                }
            }
            for (int y = 0; y < height; y++) {
                for (int x = 0; x < width; x++) {
                    double sum = weights[0] * across[y * width + x];
                    for (int i = 1; i < weights.length; i++) {
                        sum += weights[i] * (across[mirrored(y - i, height) * width + x] + across[mirrored(y + i, height) * width + x]);
                    }
                    both[y * width + x] = sum;
                }
            }
            return new Picture(width, height, both);
        }

        private static int mirrored(int place, int length) {
            int at = place < 0 ? -place : place >= length ? 2 * length - 2 - place : place;
            return Math.clamp(at, 0, length - 1);
        }

        /** Between the four points around, where the middles of the pixels lie. */
        Picture resized(int toWidth, int toHeight) {
            if (toWidth == width && toHeight == height) {
                return this;
            }
            double[] resized = new double[toWidth * toHeight];
            for (int y = 0; y < toHeight; y++) {
                double fromY = Math.clamp((y + 0.5) * height / toHeight - 0.5, 0, height - 1);
                int top = Math.min((int) fromY, Math.max(0, height - 2));
                int bottom = Math.min(top + 1, height - 1);
                for (int x = 0; x < toWidth; x++) {
                    double fromX = Math.clamp((x + 0.5) * width / toWidth - 0.5, 0, width - 1);
                    int left = Math.min((int) fromX, Math.max(0, width - 2));
                    int right = Math.min(left + 1, width - 1);
                    double above = values[top * width + left] * (1 - fromX + left) + values[top * width + right] * (fromX - left);
                    double below = values[bottom * width + left] * (1 - fromX + left) + values[bottom * width + right] * (fromX - left);
                    resized[y * toWidth + x] = above * (1 - fromY + top) + below * (fromY - top);
                }
            }
            return new Picture(toWidth, toHeight, resized);
        }
    }

    private static PolynomialExpansion expansion(Picture picture) {
        return PolynomialExpansion.of(picture.width(), picture.height(), picture.values());
    }
}
