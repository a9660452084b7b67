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
            laplacianVariance(image.luma(), image.pixels().width(), image.pixels().height())
        });
    }

    @Override
    public Decision decide(FeatureRow row) {
        double[] scores = row.numbers(0);
        return params.anyOrAll().decide(
                scores.length, i -> scores[i] >= params.scoreThreshold(), "image blurred");
    }

    private static double laplacianVariance(byte[] grey, int width, int height) {
        long sum = 0;
        long squares = 0;
        for (int y = 0; y < height; y++) {
            int row = y * width;
            int above = mirrored(y - 1, height) * width;
            int below = mirrored(y + 1, height) * width;
            for (int x = 0; x < width; x++) {
                int left = x > 0 ? x - 1 : mirrored(-1, width);
                int right = x < width - 1 ? x + 1 : mirrored(width, width);
                int value = (grey[above + x] & 0xff) + (grey[below + x] & 0xff)
                        + (grey[row + left] & 0xff) + (grey[row + right] & 0xff) - 4 * (grey[row + x] & 0xff);
                sum += value;
                squares += (long) value * value;
            }
        }
        double count = (double) width * height;
        double mean = sum / count;
        return squares / count - mean * mean;
    }

    /** At the border the picture goes on as in a mirror that stands on the last pixel. */
    private static int mirrored(int place, int length) {
        return length == 1 ? 0 : place < 0 ? -place : place >= length ? 2 * length - 2 - place : place;
    }
}
