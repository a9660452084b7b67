package dev.tandem.media;

import java.math.BigDecimal;
import java.math.RoundingMode;

/** Numbers as they are stored: without the last bits, in which compilers and processors differ. */
final class Rounding {
    private Rounding() {}

    static double to(double value, int digits) {
        return BigDecimal.valueOf(value).setScale(digits, RoundingMode.HALF_EVEN).doubleValue();
    }
}
