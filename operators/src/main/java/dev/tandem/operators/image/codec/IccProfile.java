package dev.tandem.operators.image.codec;

import java.nio.ByteBuffer;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * A colour profile of the International Color Consortium, as far as it is a matrix and curves: so are those of displays,
 * cameras and scanners. Profiles of printers are tables, of which only the name and the colour space are read.
 */
public final class IccProfile {
    private static final int HEADER_BYTES = 128;
    private static final int ENTRY_BYTES = 12;
    private static final int MAX_TAGS = 200;
    private static final int MAX_NAME = 100;
    private static final double FIXED = 65536;
    private static final int LEVELS = 256;

    private static final int DESCRIPTION = 0x64657363;
    private static final int[] COLUMNS = {0x7258595a, 0x6758595a, 0x6258595a};
    private static final int[] CURVES = {0x72545243, 0x67545243, 0x62545243};
    private static final int GREY_CURVE = 0x6b545243;

    private final ByteBuffer bytes;
    private final Map<Integer, Integer> tags = new HashMap<>();

    private IccProfile(byte[] profile) {
        bytes = ByteBuffer.wrap(profile);
        int count = Math.min(MAX_TAGS, bytes.getInt(HEADER_BYTES));
        for (int i = 0; i < count; i++) {
            int entry = HEADER_BYTES + 4 + i * ENTRY_BYTES;
            tags.putIfAbsent(bytes.getInt(entry), bytes.getInt(entry + 4));
        }
    }

    /** The profile that these bytes are; empty for what is none. */
    public static Optional<IccProfile> of(byte[] profile) {
        try {
            return profile.length > HEADER_BYTES && ByteBuffer.wrap(profile).getInt(36) == 0x61637370
                    ? Optional.of(new IccProfile(profile))
                    : Optional.empty();
        } catch (IndexOutOfBoundsException e) {
            return Optional.empty();
        }
    }

    /** The colour space of what the profile describes, such as {@code rgb}, {@code gray} or {@code cmyk}. */
    public String space() {
        byte[] name = new byte[4];
        bytes.get(16, name);
        return printable(name, StandardCharsets.US_ASCII).toLowerCase(Locale.ROOT);
    }

    /** The profile's own name, such as {@code sRGB IEC61966-2.1}; empty where it cannot be read. */
    public String name() {
        try {
            int at = tags.getOrDefault(DESCRIPTION, Integer.MAX_VALUE);
            boolean unicode = bytes.getInt(at) == 0x6d6c7563;
            int from = unicode ? at + bytes.getInt(at + 24) : at + 12;
            byte[] name = new byte[Math.clamp(bytes.getInt(at + (unicode ? 20 : 8)), 0, 4 * MAX_NAME)];
            bytes.get(from, name);
            return printable(name, unicode ? StandardCharsets.UTF_16BE : StandardCharsets.US_ASCII);
        } catch (IndexOutOfBoundsException e) {
            return "";
        }
    }

    private static String printable(byte[] name, Charset charset) {
        return new String(name, charset).codePoints()
                .takeWhile(c -> c != 0)
                .limit(MAX_NAME)
                .filter(c -> c >= ' ' && !Character.isISOControl(c) && (c < Character.MIN_SURROGATE || c > Character.MAX_SURROGATE))
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString()
                .strip();
    }

    /** Light, as XYZ under D50, of full red, green and blue; empty unless the profile has a matrix and three curves. */
    Optional<double[][]> matrix() {
        double[][] columns = new double[3][3];
        try {
            for (int i = 0; i < 3; i++) {
                int at = tags.getOrDefault(COLUMNS[i], Integer.MAX_VALUE);
                for (int j = 0; j < 3; j++) {
                    columns[i][j] = bytes.getInt(at + 8 + 4 * j) / FIXED;
                }
            }
        } catch (IndexOutOfBoundsException e) {
            return Optional.empty();
        }
        return Optional.of(columns);
    }

    /** How much light each of 256 values of red, green or blue (0 to 2) is, from 0 to 1. */
    Optional<double[]> curve(int channel) {
        return curveAt(CURVES[channel]);
    }

    /** The same of grey. */
    Optional<double[]> greyCurve() {
        return curveAt(GREY_CURVE);
    }

    private Optional<double[]> curveAt(int tag) {
        double[] light = new double[LEVELS];
        try {
            int at = tags.getOrDefault(tag, Integer.MAX_VALUE);
            int type = bytes.getInt(at);
            for (int i = 0; i < LEVELS; i++) {
                double value = (double) i / (LEVELS - 1);
                double mapped = switch (type) {
                    case 0x63757276 -> table(at, value);
                    case 0x70617261 -> parametric(at, value);
                    default -> Double.NaN;
                };
                if (!Double.isFinite(mapped)) {
                    return Optional.empty();
                }
                light[i] = Math.clamp(mapped, 0, 1);
            }
        } catch (IndexOutOfBoundsException e) {
            return Optional.empty();
        }
        return Optional.of(light);
    }

    /** Numbers at even distances, with straight lines between; none for light itself, one for an exponent. */
    private double table(int at, double value) {
        int count = bytes.getInt(at + 8);
        if (count == 0) {
            return value;
        }
        if (count == 1) {
            return StrictMath.pow(value, (bytes.getShort(at + 12) & 0xffff) / 256.0);
        }
        if (count < 0) {
            return Double.NaN;
        }
        double place = value * (count - 1.0);
        int below = Math.clamp((long) place, 0, count - 2);
        double low = bytes.getShort(at + 12 + 2 * below) & 0xffff;
        double high = bytes.getShort(at + 14 + 2 * below) & 0xffff;
        return (low + (place - below) * (high - low)) / 65535;
    }

    /** The five formulas of the specification: a power, from a point on or everywhere, and a line below it. */
    private double parametric(int at, double value) {
        int formula = bytes.getShort(at + 8);
        double[] p = new double[7];
        int[] counts = {1, 3, 4, 5, 7};
        if (formula < 0 || formula >= counts.length) {
            return Double.NaN;
        }
        for (int i = 0; i < counts[formula]; i++) {
            p[i] = bytes.getInt(at + 12 + 4 * i) / FIXED;
        }
        double scale = formula == 0 ? 1 : p[1];
        double power = StrictMath.pow(Math.max(0, scale * value + p[2]), p[0]);
        return switch (formula) {
            case 0 -> power;
            case 1 -> value >= -p[2] / scale ? power : 0;
            case 2 -> value >= -p[2] / scale ? power + p[3] : p[3];
            case 3 -> value >= p[4] ? power : p[3] * value;
            default -> value >= p[4] ? power + p[5] : p[3] * value + p[6];
        };
    }
}
