package dev.tandem.operators.image.codec;

/**
 * The pixels of a picture, row by row from the top left, eight bits a channel.
 *
 * @param channels 1 grey, 2 grey with transparency, 3 RGB, 4 RGB with transparency; colours are not multiplied by it
 * @param samples width times height times channels values; not to be changed
 */
public record Pixels(int width, int height, int channels, byte[] samples) {
    private static final int OPAQUE = 255;

    /** Black, and transparent where there is transparency. */
    public static Pixels empty(int width, int height, int channels) {
        return new Pixels(width, height, channels, new byte[Math.multiplyExact(Math.multiplyExact(width, height), channels)]);
    }

    public boolean isGrey() {
        return channels < 3;
    }

    public boolean hasAlpha() {
        return channels % 2 == 0;
    }

    /** How many pixels there are. */
    public int count() {
        return width * height;
    }

    /** The value of a channel, 0 to 255. */
    public int sample(int pixel, int channel) {
        return samples[pixel * channels + channel] & 0xff;
    }

    /** The red of a pixel, or its grey. */
    public int red(int pixel) {
        return sample(pixel, 0);
    }

    /** The green of a pixel, or its grey. */
    public int green(int pixel) {
        return sample(pixel, isGrey() ? 0 : 1);
    }

    /** The blue of a pixel, or its grey. */
    public int blue(int pixel) {
        return sample(pixel, isGrey() ? 0 : 2);
    }

    /** 255 for a pixel that shows nothing of what is behind it. */
    public int alpha(int pixel) {
        return hasAlpha() ? sample(pixel, channels - 1) : OPAQUE;
    }
}
