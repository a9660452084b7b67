package dev.tandem.operators.image.codec;

/**
 * Inks on white paper, as the plain formula has them: each takes away its colour, and black takes away of all. What a
 * printer's profile would say of them is not asked; strong colours come out brighter than in print.
 */
final class Cmyk {
    private static final int FULL = 255;

    private Cmyk() {}

    /** Channels of ink, 255 for as much as there can be, become red, green and blue. */
    static Pixels toRgb(Pixels inks) {
        Pixels rgb = Pixels.empty(inks.width(), inks.height(), 3);
        byte[] samples = rgb.samples();
        for (int i = 0; i < inks.count(); i++) {
            int white = FULL - inks.sample(i, 3);
            for (int channel = 0; channel < 3; channel++) {
                int taken = inks.sample(i, channel) * white + FULL / 2 + 1;
                samples[3 * i + channel] = (byte) Math.max(0, white - (taken + (taken >> 8) >> 8));
            }
        }
        return rgb;
    }
}
