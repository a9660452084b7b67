package dev.tandem.operators.image;

import dev.tandem.core.operator.Batch;
import dev.tandem.core.operator.Decision;
import dev.tandem.core.operator.Feature;
import dev.tandem.core.operator.FeatureRow;
import dev.tandem.core.operator.Filter;
import dev.tandem.core.operator.Measurements;
import dev.tandem.core.operator.MediaLimits;
import dev.tandem.core.operator.OperatorContext;
import dev.tandem.core.operator.OperatorName;
import dev.tandem.core.operator.Setting;
import dev.tandem.operators.image.codec.SampleImages;
import java.util.List;

/**
 * Drops blurred images: the less the Laplacian of the grey values varies (OpenCV's 3 by 3 kernel, borders mirrored), the
 * fewer sharp edges there are. Pictures that are plain by nature, such as of a clear sky, count as blurred as well, and
 * noise as sharp; a large picture of the same scene has a lower variance than a small one. Grey is made of red, green and
 * blue as OpenCV does; NeMo Curator takes the variance over the three colours together, which is mostly somewhat greater.
 */
@OperatorName("image_blur")
public final class ImageBlurFilter implements Filter {
    /** The squares of so many values, 1020 at most, fit into a whole number together. */
    private static final int PIECE = 2048;

    private final Params params;
    private final MediaLimits limits;

    public ImageBlurFilter(Params params, OperatorContext context) {
        this.params = params;
        this.limits = context.mediaLimits();
    }

    /**
     * The limit.
     *
     * @param scoreThreshold smallest variance kept
     * @param anyOrAll whether one sharp image is enough
     */
    public record Params(
            @Setting(value = "100.0", min = 0) double scoreThreshold,
            @Setting("any") AnyOrAll anyOrAll) {}

    @Override
    public List<Feature> features() {
        return List.of(Feature.numbers("sharpness"));
    }

    @Override
    public void measure(Batch batch, Measurements out) {
        SampleImages.measure(batch, out, limits, 1, image -> new double[] {
            laplacianVariance(image.luma(), image.width(), image.height())
        });
    }

    @Override
    public Decision decide(FeatureRow row) {
        double[] scores = row.numbers(0);
        return params.anyOrAll().decide(
                scores.length, i -> scores[i] >= params.scoreThreshold(), "image blurred");
    }

    private static double laplacianVariance(byte[] grey, int width, int height) {
        long squares = 0;
        int[] above = new int[width];
        int[] row = new int[width];
        int[] below = new int[width];
        int[] left = new int[width];
        int[] right = new int[width];
        read(grey, mirrored(-1, height), above);
        read(grey, 0, row);
        for (int y = 0; y < height; y++) {
            read(grey, mirrored(y + 1, height), below);
            System.arraycopy(row, 0, left, 1, width - 1);
            System.arraycopy(row, 1, right, 0, width - 1);
            left[0] = row[mirrored(-1, width)];
            right[width - 1] = row[mirrored(width, width)];
            for (int from = 0; from < width; from += PIECE) {
                squares += squares(above, row, below, left, right, from, Math.min(width, from + PIECE));
            }
            int[] free = above;
            above = row;
            row = below;
            below = free;
        }
        double count = (double) width * height;
        double mean = sum(grey, width, height) / count;
        return squares / count - mean * mean;
    }

    private static void read(byte[] grey, int y, int[] row) {
        int from = y * row.length;
        for (int x = 0; x < row.length; x++) {
            row[x] = grey[from + x] & 0xff;
        }
    }

    /** A short loop in which each array is read at one place, which becomes vector instructions. */
    private static int squares(int[] above, int[] row, int[] below, int[] left, int[] right, int from, int to) {
        int sum = 0;
        for (int i = from; i < to; i++) {
            int value = above[i] + below[i] + left[i] + right[i] - 4 * row[i];
            sum += value * value;
        }
        return sum;
    }

    /** The sum of the Laplacian: every difference of neighbours counts once for and once against, but for those at the borders. */
    private static long sum(byte[] grey, int width, int height) {
        long sum = 0;
        for (int x = 0; x < width; x++) {
            sum += at(grey, mirrored(-1, height) * width + x) - at(grey, x)
                    + at(grey, mirrored(height, height) * width + x) - at(grey, (height - 1) * width + x);
        }
        for (int y = 0; y < height; y++) {
            int row = y * width;
            sum += at(grey, row + mirrored(-1, width)) - at(grey, row)
                    + at(grey, row + mirrored(width, width)) - at(grey, row + width - 1);
        }
        return sum;
    }

    private static int at(byte[] grey, int place) {
        return grey[place] & 0xff;
    }

    /** At the border the picture goes on as in a mirror that stands on the last pixel. */
    private static int mirrored(int place, int length) {
        return length == 1 ? 0 : place < 0 ? -place : place >= length ? 2 * length - 2 - place : place;
    }
}
