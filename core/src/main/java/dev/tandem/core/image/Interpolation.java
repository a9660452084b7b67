package dev.tandem.core.image;

import com.fasterxml.jackson.annotation.JsonProperty;

/** How the values around a place become one, with the names and curves of Pillow. */
public enum Interpolation {
    /** The value at the place alone. */
    @JsonProperty("nearest")
    NEAREST(0) {
        @Override
        double at(double x) {
            return 1;
        }
    },
    /** Less the further away, in a straight line. */
    @JsonProperty("bilinear")
    BILINEAR(1) {
        @Override
        double at(double x) {
            return Math.max(0, 1 - Math.abs(x));
        }
    },
    /** Keys' curve with a = -0.5. */
    @JsonProperty("bicubic")
    BICUBIC(2) {
        @Override
        double at(double x) {
            double far = Math.abs(x);
            if (far < 1) {
                return ((A + 2) * far - (A + 3)) * far * far + 1;
            }
            return far < 2 ? (((far - 5) * far + 8) * far - 4) * A : 0;
        }
    },
    /** A sinc under three lobes. */
    @JsonProperty("lanczos")
    LANCZOS(3) {
        @Override
        double at(double x) {
            return Math.abs(x) < 3 ? sinc(x) * sinc(x / 3) : 0;
        }
    };

    private static final double A = -0.5;

    private final int reach;

    Interpolation(int reach) {
        this.reach = reach;
    }

    /** How far a value counts, in steps of the larger of the two grids. */
    int reach() {
        return reach;
    }

    /** What a value counts that is {@code x} steps away. */
    abstract double at(double x);

    private static double sinc(double x) {
        return x == 0 ? 1 : StrictMath.sin(Math.PI * x) / (Math.PI * x);
    }
}
