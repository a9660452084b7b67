package dev.tandem.core.inference;

import dev.tandem.core.image.Interpolation;
import dev.tandem.core.image.PlaneResampler;
import java.util.Arrays;

/** A picture to the numbers of a tensor, channel by channel. */
final class ImageTensor {
    private static final int VALUES = 256;

    private final ImageSpec spec;
    private final RgbPixels image;
    private final ImageSpec.Geometry geometry;
    private final float[] numbers;

    private ImageTensor(ImageSpec spec, RgbPixels image) {
        this.spec = spec;
        this.image = image;
        this.geometry = spec.geometry(image.width(), image.height());
        this.numbers = new float[Math.toIntExact(Shape.count(shape(spec, image)))];
    }

    /** The lengths along the axes of what {@link #numbers} gives. */
    static int[] shape(ImageSpec spec, RgbPixels image) {
        ImageSpec.Geometry geometry = spec.geometry(image.width(), image.height());
        return spec.shape(geometry.fullHeight(), geometry.fullWidth());
    }

    static float[] numbers(ImageSpec spec, RgbPixels image) {
        ImageTensor tensor = new ImageTensor(spec, image);
        for (int channel = 0; channel < spec.color().channels(); channel++) {
            tensor.channel(channel);
        }
        return tensor.numbers;
    }

    private void channel(int channel) {
        boolean planes = spec.layout() == ImageSpec.Layout.NCHW;
        int area = geometry.fullWidth() * geometry.fullHeight();
        int start = planes ? channel * area : channel;
        int step = planes ? 1 : spec.color().channels();
        float around = spec.number(spec.around(), channel);
        fill(start, step, area, around);
        int x = Math.max(0, -geometry.left());
        int y = Math.max(0, -geometry.top());
        int left = Math.max(0, geometry.left());
        int top = Math.max(0, geometry.top());
        PlaneResampler.Window part = new PlaneResampler.Window(
                x, y, Math.min(geometry.width() - x, geometry.fullWidth() - left),
                Math.min(geometry.height() - y, geometry.fullHeight() - top));
        float[] table = table(channel);
        PlaneResampler.resize(
                image.width(), image.height(), source(channel), spec.resize().map(ResizeSpec::interpolation)
                        .orElse(Interpolation.NEAREST),
                geometry.width(), geometry.height(), part,
                (line, row) -> put(row, table, start + ((top + line) * geometry.fullWidth() + left) * step, step));
    }

    private void fill(int start, int step, int count, float value) {
        if (value == 0) {
            return;
        }
        if (step == 1) {
            Arrays.fill(numbers, start, start + count, value);
            return;
        }
        for (int i = 0, at = start; i < count; i++, at += step) {
            numbers[at] = value;
        }
    }

    private void put(int[] row, float[] table, int start, int step) {
        for (int x = 0, at = start; x < row.length; x++, at += step) {
            numbers[at] = table[row[x]];
        }
    }

    /** The number for each of the values that a picture can have. */
    private float[] table(int channel) {
        float[] table = new float[VALUES];
        for (int value = 0; value < VALUES; value++) {
            table[value] = spec.number(value, channel);
        }
        return table;
    }

    private PlaneResampler.RowSource source(int channel) {
        return switch (spec.color()) {
            case RGB -> (y, row) -> image.row(y, channel, row);
            case BGR -> (y, row) -> image.row(y, RgbPixels.CHANNELS - 1 - channel, row);
            case GRAY -> image::greyRow;
        };
    }
}
