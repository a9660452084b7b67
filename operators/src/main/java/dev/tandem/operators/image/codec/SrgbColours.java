package dev.tandem.operators.image.codec;

import java.util.Optional;

/**
 * Colours of a profile as those of sRGB, by the profile's matrix and curves, in Java alone: the same on every machine.
 * Colours that sRGB does not have become the nearest value in each channel.
 */
public final class SrgbColours {
    /** From XYZ under D50 to the light of red, green and blue of sRGB (IEC 61966-2-1, adapted by Bradford's method). */
    private static final double[][] FROM_XYZ = {
        {3.1338561, -1.6168667, -0.4906146},
        {-0.9787684, 1.9161415, 0.0334540},
        {0.0719453, -0.2289914, 1.4052427},
    };
    private static final int STEPS = 65535;
    private static final byte[] OF_LIGHT = ofLight();

    private final double[][] matrix;
    private final double[][] curves;

    private SrgbColours(double[][] matrix, double[][] curves) {
        this.matrix = matrix;
        this.curves = curves;
    }

    /** The same picture in sRGB; the very same where it is so, or where the profile does not say how to get there. */
    public static Pixels of(Pixels pixels, byte[] profile) {
        Optional<IccProfile> read = IccProfile.of(profile);
        if (read.isEmpty()) {
            return pixels;
        }
        if (pixels.isGrey()) {
            return read.get().greyCurve().map(curve -> grey(pixels, curve)).orElse(pixels);
        }
        return conversion(read.get()).filter(colours -> !colours.changesNothing())
                .map(colours -> colours.apply(pixels))
                .orElse(pixels);
    }

    private static Optional<SrgbColours> conversion(IccProfile profile) {
        Optional<double[][]> columns = profile.matrix();
        double[][] curves = new double[3][];
        for (int i = 0; i < 3; i++) {
            curves[i] = profile.curve(i).orElse(null);
            if (columns.isEmpty() || curves[i] == null) {
                return Optional.empty();
            }
        }
        double[][] matrix = new double[3][3];
        for (int row = 0; row < 3; row++) {
            for (int column = 0; column < 3; column++) {
                for (int i = 0; i < 3; i++) {
                    matrix[row][column] += FROM_XYZ[row][i] * columns.get()[column][i];
                }
            }
        }
        return Optional.of(new SrgbColours(matrix, curves));
    }

    /** Whether no colour would change by more than one of 256 steps: the profile is one of sRGB, under whatever name. */
    private boolean changesNothing() {
        for (int red = 0; red < 256; red += 17) {
            for (int green = 0; green < 256; green += 17) {
                for (int blue = 0; blue < 256; blue += 17) {
                    if (Math.abs(value(0, red, green, blue) - red) > 1
                            || Math.abs(value(1, red, green, blue) - green) > 1
                            || Math.abs(value(2, red, green, blue) - blue) > 1) {
                        return false;
                    }
                }
            }
        }
        return true;
    }

    private Pixels apply(Pixels pixels) {
        byte[] samples = pixels.samples().clone();
        for (int i = 0; i < pixels.count(); i++) {
            for (int channel = 0; channel < 3; channel++) {
                samples[i * pixels.channels() + channel] =
                        (byte) value(channel, pixels.red(i), pixels.green(i), pixels.blue(i));
            }
        }
        return new Pixels(pixels.width(), pixels.height(), pixels.channels(), samples);
    }

    private int value(int channel, int red, int green, int blue) {
        double[] row = matrix[channel];
        return ofLight(row[0] * curves[0][red] + row[1] * curves[1][green] + row[2] * curves[2][blue]);
    }

    private static Pixels grey(Pixels pixels, double[] curve) {
        int most = 0;
        byte[] values = new byte[curve.length];
        for (int i = 0; i < curve.length; i++) {
            values[i] = (byte) ofLight(curve[i]);
            most = Math.max(most, Math.abs((values[i] & 0xff) - i));
        }
        if (most <= 1) {
            return pixels;
        }
        byte[] samples = pixels.samples().clone();
        for (int i = 0; i < samples.length; i += pixels.channels()) {
            samples[i] = values[samples[i] & 0xff];
        }
        return new Pixels(pixels.width(), pixels.height(), pixels.channels(), samples);
    }

    private static int ofLight(double light) {
        return OF_LIGHT[(int) Math.clamp(light * STEPS + 0.5, 0, STEPS)] & 0xff;
    }

    private static byte[] ofLight() {
        byte[] values = new byte[STEPS + 1];
        for (int i = 0; i <= STEPS; i++) {
            double light = (double) i / STEPS;
            double value = light <= 0.0031308 ? 12.92 * light : 1.055 * StrictMath.pow(light, 1 / 2.4) - 0.055;
            values[i] = (byte) Math.round(255 * value);
        }
        return values;
    }
}
