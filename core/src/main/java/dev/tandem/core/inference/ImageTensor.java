package dev.tandem.core.inference;

import dev.tandem.core.image.Interpolation;
import dev.tandem.core.image.PlaneResampler;
import java.nio.ByteBuffer;

/** A picture to the numbers of a tensor, channel by channel. */
final class ImageTensor {
    private static final int VALUES = 256;

    private final ImageSpec spec;
    private final RgbPixels image;
    private final ImageSpec.Geometry geometry;
    private final Values values;

    private ImageTensor(ImageSpec spec, RgbPixels image, Values values) {
        this.spec = spec;
        this.image = image;
        this.geometry = spec.geometry(image.width(), image.height());
        this.values = values;
    }

    /** What a tensor is filled with: numbers, or bytes where the type is {@link DataType#UINT8}. */
    private interface Values {
        void fill(int from, int to, int step, float value);

        /** @param table the number for each of the values that a picture can have */
        Line line(float[] table);
    }

    /** Gives one channel of a row from a column on, as much as there is room for. */
    private interface Source {
        void read(int x, int y, int[] row);
    }

    /** Takes values of a picture that follow each other. */
    private interface Line {
        void put(int[] row, int start, int step);
    }

    /** The lengths along the axes of what {@link #numbers} gives. */
    static int[] shape(ImageSpec spec, RgbPixels image) {
        ImageSpec.Geometry geometry = spec.geometry(image.width(), image.height());
        return spec.shape(geometry.fullHeight(), geometry.fullWidth());
    }

    static float[] numbers(ImageSpec spec, RgbPixels image) {
        Numbers numbers = new Numbers(new float[length(spec, image)]);
        new ImageTensor(spec, image, numbers).fill();
        return numbers.numbers;
    }

    /** Appends the same rounded to 0 to 255, a quarter of what is to be sent. The buffer has an array. */
    static void bytes(ImageSpec spec, RgbPixels image, ByteBuffer out) {
        new ImageTensor(spec, image, new Bytes(out.array(), out.arrayOffset() + out.position())).fill();
        out.position(out.position() + length(spec, image));
    }

    private static int length(ImageSpec spec, RgbPixels image) {
        return Math.toIntExact(Shape.count(shape(spec, image)));
    }

    private void fill() {
        for (int channel = 0; channel < spec.color().channels(); channel++) {
            channel(channel);
        }
    }

    private void channel(int channel) {
        boolean planes = spec.layout() == ImageSpec.Layout.NCHW;
        int area = geometry.fullWidth() * geometry.fullHeight();
        int start = planes ? channel * area : channel;
        int step = planes ? 1 : spec.color().channels();
        float around = spec.number(spec.around(), channel);
        if (around != 0) {
            values.fill(start, start + area * step, step, around);
        }
        int x = Math.max(0, -geometry.left());
        int y = Math.max(0, -geometry.top());
        int left = Math.max(0, geometry.left());
        int top = Math.max(0, geometry.top());
        PlaneResampler.Window part = new PlaneResampler.Window(
                x, y, Math.min(geometry.width() - x, geometry.fullWidth() - left),
                Math.min(geometry.height() - y, geometry.fullHeight() - top));
        Line values = this.values.line(table(channel));
        rows(source(channel), part,
                (line, row) -> values.put(row, start + ((top + line) * geometry.fullWidth() + left) * step, step));
    }

    private void rows(Source source, PlaneResampler.Window part, PlaneResampler.RowSink out) {
        if (geometry.width() == image.width() && geometry.height() == image.height()) {
            // What every curve comes to, in a fraction of the time.
            int[] row = new int[part.width()];
            for (int y = 0; y < part.height(); y++) {
                source.read(part.x(), part.y() + y, row);
                out.accept(y, row);
            }
            return;
        }
        PlaneResampler.resize(
                image.width(), image.height(), (y, row) -> source.read(0, y, row),
                spec.resize().map(ResizeSpec::interpolation).orElse(Interpolation.NEAREST),
                geometry.width(), geometry.height(), part, out);
    }

    /** The number for each of the values that a picture can have. */
    private float[] table(int channel) {
        float[] table = new float[VALUES];
        for (int value = 0; value < VALUES; value++) {
            table[value] = spec.number(value, channel);
        }
        return table;
    }

    private Source source(int channel) {
        return switch (spec.color()) {
            case RGB -> (x, y, row) -> image.row(x, y, channel, row);
            case BGR -> (x, y, row) -> image.row(x, y, RgbPixels.CHANNELS - 1 - channel, row);
            case GRAY -> image::greyRow;
        };
    }

    private record Numbers(float[] numbers) implements Values {
        @Override
        public void fill(int from, int to, int step, float value) {
            for (int at = from; at < to; at += step) {
                numbers[at] = value;
            }
        }

        @Override
        public Line line(float[] table) {
            return (row, start, step) -> {
                for (int x = 0, at = start; x < row.length; x++, at += step) {
                    numbers[at] = table[row[x]];
                }
            };
        }
    }

    private record Bytes(byte[] bytes, int first) implements Values {
        @Override
        public void fill(int from, int to, int step, float value) {
            byte filling = DataType.toByte(value);
            for (int at = first + from; at < first + to; at += step) {
                bytes[at] = filling;
            }
        }

        @Override
        public Line line(float[] table) {
            byte[] rounded = new byte[VALUES];
            for (int value = 0; value < VALUES; value++) {
                rounded[value] = DataType.toByte(table[value]);
            }
            return (row, start, step) -> {
                for (int x = 0, at = first + start; x < row.length; x++, at += step) {
                    bytes[at] = rounded[row[x]];
                }
            };
        }
    }
}
