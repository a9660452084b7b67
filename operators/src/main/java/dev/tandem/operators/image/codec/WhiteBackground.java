package dev.tandem.operators.image.codec;

/** Puts pictures that show what is behind them on white. */
public final class WhiteBackground {
    private static final int WHITE = 255;

    private WhiteBackground() {}

    /** The picture without transparency; the very same where it has none. */
    public static Pixels behind(Pixels pixels) {
        if (!pixels.hasAlpha()) {
            return pixels;
        }
        Pixels opaque = Pixels.empty(pixels.width(), pixels.height(), pixels.channels() - 1);
        for (int i = 0; i < pixels.count(); i++) {
            int alpha = pixels.alpha(i);
            for (int channel = 0; channel < opaque.channels(); channel++) {
                int mixed = alpha * pixels.sample(i, channel) + (WHITE - alpha) * WHITE;
                opaque.samples()[i * opaque.channels() + channel] = (byte) ((mixed + WHITE / 2) / WHITE);
            }
        }
        return opaque;
    }
}
