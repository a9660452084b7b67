package dev.tandem.core.inference;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * How a picture becomes a tensor: brought to size, cut, and each value {@code (value * scale - mean) / std}.
 *
 * @param resize how it is brought to size; without it, it stays as it is
 * @param crop height and width of what is cut out of the middle; black is put around what is smaller
 * @param scale what values of 0 to 255 are multiplied by; 1 without it
 * @param mean one for each channel, after the scale; 0 without it
 * @param std one for each channel; 1 without it
 */
public record ImageSpec(
        Optional<ResizeSpec> resize,
        Optional<List<Integer>> crop,
        Color color,
        Layout layout,
        double scale,
        List<Double> mean,
        List<Double> std) {

    /** Channels of the tensor. */
    public enum Color {
        RGB,
        BGR,
        /** ITU-R BT.601 luma, as Pillow rounds it. */
        GRAY;

        int channels() {
            return this == GRAY ? 1 : RgbPixels.CHANNELS;
        }
    }

    /** Order of the axes. */
    public enum Layout {
        NCHW,
        NHWC
    }

    public ImageSpec {
        crop.ifPresent(size -> Require.that(
                size.size() == 2 && size.get(0) > 0 && size.get(1) > 0, "a crop of [height, width]", size));
        color = color == null ? Color.RGB : color;
        layout = layout == null ? Layout.NCHW : layout;
        scale = scale == 0 ? 1 : scale;
        mean = mean == null ? Collections.nCopies(color.channels(), 0.0) : List.copyOf(mean);
        std = std == null ? Collections.nCopies(color.channels(), 1.0) : List.copyOf(std);
        Require.that(mean.size() == color.channels(), "a mean for each channel of " + color, mean);
        Require.that(std.size() == color.channels() && !std.contains(0.0), "a std other than 0 for each channel of " + color, std);
    }

    /** The tensor's number for a value of a picture. */
    float number(double value, int channel) {
        return (float) ((value * scale - mean.get(channel)) / std.get(channel));
    }

    /** The lengths along the axes for a picture of that size. */
    int[] shape(int height, int width) {
        return layout == Layout.NCHW
                ? new int[] {color.channels(), height, width}
                : new int[] {height, width, color.channels()};
    }

    void requireShape(List<Integer> shape) {
        Require.that(shape.size() == RgbPixels.CHANNELS, "a shape of three axes for a picture", shape);
        int[] made = crop.or(() -> resize.filter(ResizeSpec::isFixed).map(ResizeSpec::size))
                .map(size -> shape(size.get(0), size.get(1)))
                .orElseGet(() -> shape(-1, -1));
        for (int axis = 0; axis < made.length; axis++) {
            int declared = shape.get(axis);
            Require.that(declared == -1 || made[axis] == -1 || declared == made[axis],
                    "the shape that the preprocessing makes, " + Arrays.toString(made), shape);
        }
    }

    /** Where things are: the picture's size after it was resized, and the tensor's, and where the first lies in the second. */
    record Geometry(int width, int height, int fullWidth, int fullHeight, int left, int top) {}

    Geometry geometry(int width, int height) {
        Geometry sized = resize.map(spec -> spec.geometry(width, height)).orElse(new Geometry(width, height, width, height, 0, 0));
        return crop.map(size -> new Geometry(
                        sized.width(), sized.height(), size.get(1), size.get(0),
                        cropped(sized.width(), size.get(1)), cropped(sized.height(), size.get(0))))
                .orElse(sized);
    }

    /** As torchvision's CenterCrop: halves to the even number where something is cut off, down where something is put around. */
    private static int cropped(int length, int wanted) {
        return length >= wanted ? (int) -Math.rint((length - wanted) / 2.0) : (wanted - length) / 2;
    }

    /** What is put around a picture. */
    double around() {
        return crop.isPresent() ? 0 : resize.flatMap(ResizeSpec::pad).orElse(0.0);
    }
}
