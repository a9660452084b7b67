package dev.tandem.core.rounds;

/** A number, and where it lies with a certainty of 95%. */
public record Estimate(double value, double low, double high) {
    /** Whether all of it lies above zero. */
    public boolean liesAboveZero() {
        return low > 0;
    }
}
