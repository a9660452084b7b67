package dev.tandem.media;

/** The mean over a square around each point, of several numbers a point; at the border the outermost points go on. */
final class BoxMean {
    private BoxMean() {}

    /** In place. */
    static void of(double[] values, int width, int height, int channels, int window) {
        int half = window / 2;
        double[] line = new double[Math.max(width, height)];
        for (int channel = 0; channel < channels; channel++) {
            for (int y = 0; y < height; y++) {
                line(values, y * width * channels + channel, channels, width, half, line);
            }
            for (int x = 0; x < width; x++) {
                line(values, x * channels + channel, width * channels, height, half, line);
            }
        }
    }

    private static void line(double[] values, int from, int step, int length, int half, double[] copy) {
        for (int i = 0; i < length; i++) {
            copy[i] = values[from + i * step];
        }
        double sum = 0;
        for (int i = -half; i <= half; i++) {
            sum += copy[Math.clamp(i, 0, length - 1)];
        }
        double count = 2 * half + 1;
        for (int i = 0; i < length; i++) {
            values[from + i * step] = sum / count;
            sum += copy[Math.min(i + half + 1, length - 1)] - copy[Math.max(i - half, 0)];
        }
    }
}
