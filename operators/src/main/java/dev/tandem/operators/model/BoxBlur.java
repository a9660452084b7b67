package dev.tandem.operators.model;

/** Blurs a part of a picture: three means over a square, one after the other, are close to a Gaussian blur. */
final class BoxBlur {
    private static final int TIMES = 3;

    private BoxBlur() {}

    /**
     * Blurs in place. What lies outside the rectangle does not count: its edge goes on instead.
     *
     * @param samples of a picture, {@code channels} a pixel
     * @param radius of the square
     */
    static void blur(byte[] samples, int width, int channels, PictureBox box, int radius) {
        int[] line = new int[Math.max(box.width(), box.height())];
        for (int time = 0; time < TIMES; time++) {
            for (int channel = 0; channel < channels; channel++) {
                for (int y = box.top(); y < box.bottom(); y++) {
                    mean(samples, (y * width + box.left()) * channels + channel, channels, line, box.width(), radius);
                }
                for (int x = box.left(); x < box.right(); x++) {
                    mean(samples, (box.top() * width + x) * channels + channel, width * channels, line, box.height(), radius);
                }
            }
        }
    }

    private static void mean(byte[] samples, int start, int step, int[] line, int length, int radius) {
        for (int i = 0; i < length; i++) {
            line[i] = samples[start + i * step] & 0xff;
        }
        long sum = 0;
        for (int i = -radius; i <= radius; i++) {
            sum += line[Math.clamp(i, 0, length - 1)];
        }
        int count = 2 * radius + 1;
        for (int i = 0; i < length; i++) {
            samples[start + i * step] = (byte) ((sum + radius) / count);
            sum += line[Math.min(i + radius + 1, length - 1)] - line[Math.max(i - radius, 0)];
        }
    }
}
