package dev.tandem.media;

/**
 * How much a picture differs from the one before: the mean difference of hue, saturation and brightness, in the 8 bits that
 * OpenCV gives them (hue has 180 steps), a third each. It is what PySceneDetect's content detector compares with its threshold.
 */
final class ColourChange {
    private static final int SHIFT = 12;
    private static final int[] SATURATION = reciprocals(255 << SHIFT);
    private static final int[] HUE = reciprocals((180 << SHIFT) / 6);
    private static final int HUES = 180;

    private byte[] before;

    private static int[] reciprocals(int of) {
        int[] table = new int[256];
        for (int i = 1; i < table.length; i++) {
            table[i] = (int) Math.rint((double) of / i);
        }
        return table;
    }

    /** 0 to 255; 0 for the first picture, and for one of another size. */
    double next(FrameScaler.Plane rgb) {
        byte[] now = hsv(rgb.samples());
        byte[] last = before;
        before = now;
        if (last == null || last.length != now.length) {
            return 0;
        }
        long sum = 0;
        for (int i = 0; i < now.length; i++) {
            sum += Math.abs((now[i] & 0xff) - (last[i] & 0xff));
        }
        return (double) sum / now.length;
    }

    private static byte[] hsv(byte[] rgb) {
        byte[] hsv = new byte[rgb.length];
        for (int i = 0; i < rgb.length; i += 3) {
            int red = rgb[i] & 0xff;
            int green = rgb[i + 1] & 0xff;
            int blue = rgb[i + 2] & 0xff;
            int value = Math.max(red, Math.max(green, blue));
            int range = value - Math.min(red, Math.min(green, blue));
            int hue = value == red ? green - blue : value == green ? blue - red + 2 * range : red - green + 4 * range;
            hue = hue * HUE[range] + (1 << SHIFT - 1) >> SHIFT;
            hsv[i] = (byte) (hue < 0 ? hue + HUES : hue);
            hsv[i + 1] = (byte) (range * SATURATION[value] + (1 << SHIFT - 1) >> SHIFT);
            hsv[i + 2] = (byte) value;
        }
        return hsv;
    }
}
