package dev.tandem.operators.image.codec;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/** Colour profiles for tests, of a matrix and one curve for all three colours. */
final class ColourProfiles {
    /** The colours of sRGB under D50. */
    static final double[][] SRGB = {
        {0.4360747, 0.2225045, 0.0139322}, {0.3850649, 0.7168786, 0.0971045}, {0.1430804, 0.0606169, 0.7141733}};
    /** Those of Display P3, whose red and green are stronger. */
    static final double[][] DISPLAY_P3 = {
        {0.5151, 0.2412, -0.0011}, {0.2920, 0.6922, 0.0419}, {0.1571, 0.0666, 0.7841}};

    private ColourProfiles() {}

    static byte[] of(String space, String name, double[][] columns, byte[] curve) {
        Map<String, byte[]> tags = new LinkedHashMap<>();
        tags.put("desc", description(name));
        if (space.equals("GRAY")) {
            tags.put("kTRC", curve);
        } else {
            for (int i = 0; i < 3; i++) {
                String colour = "rgb".substring(i, i + 1);
                ByteBuffer column = ByteBuffer.allocate(20).put(ascii("XYZ \0\0\0\0"));
                for (double value : columns[i]) {
                    column.putInt((int) Math.round(value * 65536));
                }
                tags.put(colour + "XYZ", column.array());
                tags.put(colour + "TRC", curve);
            }
        }
        int size = 132 + 12 * tags.size() + tags.values().stream().mapToInt(tag -> tag.length).sum();
        ByteBuffer profile = ByteBuffer.allocate(size).putInt(size);
        profile.put(16, ascii(space)).put(20, ascii("XYZ ")).put(36, ascii("acsp")).putInt(128, tags.size());
        int entry = 132;
        int at = 132 + 12 * tags.size();
        for (Map.Entry<String, byte[]> tag : tags.entrySet()) {
            profile.put(entry, ascii(tag.getKey())).putInt(entry + 4, at).putInt(entry + 8, tag.getValue().length);
            profile.put(at, tag.getValue());
            entry += 12;
            at += tag.getValue().length;
        }
        return profile.array();
    }

    /** A power. */
    static byte[] gamma(double exponent) {
        return ByteBuffer.allocate(14).put(ascii("curv\0\0\0\0")).putInt(1).putShort((short) Math.round(exponent * 256)).array();
    }

    /** The curve of sRGB as a formula. */
    static byte[] srgbCurve() {
        ByteBuffer curve = ByteBuffer.allocate(32).put(ascii("para\0\0\0\0")).putShort((short) 3).putShort((short) 0);
        for (double value : new double[] {2.4, 1 / 1.055, 0.055 / 1.055, 1 / 12.92, 0.04045}) {
            curve.putInt((int) Math.round(value * 65536));
        }
        return curve.array();
    }

    /** A table of numbers. */
    static byte[] table(int... values) {
        ByteBuffer curve = ByteBuffer.allocate(12 + 2 * values.length).put(ascii("curv\0\0\0\0")).putInt(values.length);
        for (int value : values) {
            curve.putShort((short) value);
        }
        return curve.array();
    }

    private static byte[] description(String name) {
        return ByteBuffer.allocate(13 + name.length()).put(ascii("desc\0\0\0\0")).putInt(name.length() + 1).put(ascii(name)).array();
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
