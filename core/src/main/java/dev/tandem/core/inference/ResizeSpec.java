package dev.tandem.core.inference;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.tandem.core.image.Interpolation;
import java.util.List;
import java.util.Optional;

/**
 * How a picture is brought to size.
 *
 * @param size [height, width]; for the shorter side one number will do; in {@code exact} one of both may be -1, and follows
 *     from the picture's shape
 * @param interpolation as Pillow has it, with all pixels counted when it shrinks; bilinear without it
 * @param minSide pictures with a shorter side below it are made larger first, for {@code multiple_of}
 * @param maxSide pictures with a longer side above it are made smaller first, for {@code multiple_of}
 * @param pad value from 0 to 255 of what {@code fit_pad} puts around a picture; 0 without it
 * @param align where {@code fit_pad} puts the picture: {@code center} without it
 */
public record ResizeSpec(
        Mode mode,
        List<Integer> size,
        Interpolation interpolation,
        @JsonProperty("min_side") Optional<Integer> minSide,
        @JsonProperty("max_side") Optional<Integer> maxSide,
        Optional<Double> pad,
        Align align) {

    /** Which side gets which length. */
    public enum Mode {
        /** The shorter side gets the size, the longer one what follows, rounded down: torchvision's Resize. */
        @JsonProperty("shorter_side") SHORTER_SIDE,
        /** Both sides get the size. */
        @JsonProperty("exact") EXACT,
        /** As large as it fits into the size, with something put around it. */
        @JsonProperty("fit_pad") FIT_PAD,
        /** Each side gets the nearest multiple of the size. */
        @JsonProperty("multiple_of") MULTIPLE_OF
    }

    /** Where a picture lies in what is larger. */
    public enum Align {
        @JsonProperty("center") CENTER,
        /** At the top left. */
        @JsonProperty("start") START
    }

    public ResizeSpec {
        Require.that(mode != null, "a mode of resize", mode);
        Require.that(size != null && !size.isEmpty() && size.size() <= 2, "a size [height, width]", size);
        size = size.size() == 2 ? List.copyOf(size) : List.of(size.getFirst(), size.getFirst());
        boolean free = mode == Mode.EXACT && size.stream().anyMatch(side -> side > 0);
        for (int side : size) {
            Require.that(side > 0 || free && side == -1, "a size above zero", size);
        }
        Require.that(mode != Mode.SHORTER_SIDE || size.get(0).equals(size.get(1)), "one size for the shorter side", size);
        interpolation = interpolation == null ? Interpolation.BILINEAR : interpolation;
        align = align == null ? Align.CENTER : align;
        boolean limited = minSide.isPresent() || maxSide.isPresent();
        Require.that(!limited || mode == Mode.MULTIPLE_OF, "min_side and max_side for multiple_of only", mode);
        Require.that(minSide.orElse(1) > 0 && maxSide.orElse(1) > 0, "sides above zero", minSide);
    }

    /** Whether all pictures get the same size. */
    boolean isFixed() {
        return mode == Mode.FIT_PAD || mode == Mode.EXACT;
    }

    ImageSpec.Geometry geometry(int width, int height) {
        int high = size.get(0);
        int wide = size.get(1);
        return switch (mode) {
            case SHORTER_SIDE -> width <= height
                    ? plain(wide, (int) ((long) wide * height / width))
                    : plain((int) ((long) high * width / height), high);
            case EXACT -> plain(
                    wide == -1 ? scaled(width, (double) high / height) : wide,
                    high == -1 ? scaled(height, (double) wide / width) : high);
            case FIT_PAD -> fitted(width, height);
            case MULTIPLE_OF -> {
                double factor = factor(Math.min(width, height), Math.max(width, height));
                yield plain(multiple(width * factor, wide), multiple(height * factor, high));
            }
        };
    }

    private ImageSpec.Geometry fitted(int width, int height) {
        int high = size.get(0);
        int wide = size.get(1);
        double factor = Math.min((double) wide / width, (double) high / height);
        int newWidth = Math.min(wide, scaled(width, factor));
        int newHeight = Math.min(high, scaled(height, factor));
        return align == Align.START
                ? new ImageSpec.Geometry(newWidth, newHeight, wide, high, 0, 0)
                : new ImageSpec.Geometry(newWidth, newHeight, wide, high, (wide - newWidth) / 2, (high - newHeight) / 2);
    }

    private double factor(int shorter, int longer) {
        double grown = minSide.isPresent() && shorter < minSide.get() ? (double) minSide.get() / shorter : 1;
        return maxSide.isPresent() && longer * grown > maxSide.get() ? (double) maxSide.get() / longer : grown;
    }

    private static int scaled(int side, double factor) {
        return (int) Math.max(1, Math.rint(side * factor));
    }

    private static int multiple(double side, int unit) {
        return (int) Math.max(unit, Math.rint(side / unit) * unit);
    }

    private static ImageSpec.Geometry plain(int width, int height) {
        return new ImageSpec.Geometry(width, height, width, height, 0, 0);
    }
}
