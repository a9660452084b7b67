package dev.tandem.core.operator;

import java.util.Optional;

/**
 * Keep, or drop with a reason.
 *
 * @param reason empty for a sample that stays; else a short phrase without measured values, such as
 *     {@code length below min_len}: there are few different ones, and reports count by them
 */
public record Decision(Optional<String> reason) {
    public static final Decision KEEP = new Decision(Optional.empty());

    public static Decision drop(String reason) {
        return new Decision(Optional.of(reason));
    }

    /** Keeps a value within {@code [min, max]}, both included; NaN is dropped. */
    public static Decision within(String feature, double value, double min, String minName, double max, String maxName) {
        if (value >= min && value <= max) {
            return KEEP;
        }
        if (Double.isNaN(value)) {
            return drop(feature + " is not a number");
        }
        return drop(value < min ? feature + " below " + minName : feature + " above " + maxName);
    }

    public boolean keep() {
        return reason.isEmpty();
    }
}
