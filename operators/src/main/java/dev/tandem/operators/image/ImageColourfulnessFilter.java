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
import dev.tandem.operators.image.codec.Pixels;
import dev.tandem.operators.image.codec.SampleImages;
import java.util.List;

/**
 * Keeps samples by how colourful their images are (Hasler and Süsstrunk, "Measuring colourfulness in natural images",
 * 2003): 0 for grey, 15 slightly, 33 moderately, 59 quite and 109 extremely colourful, as people judged photographs. A
 * single strong colour all over counts as colourful too.
 */
@OperatorName("image_colourfulness")
public final class ImageColourfulnessFilter implements Filter {
    private final Params params;
    private final MediaLimits limits;

    public ImageColourfulnessFilter(Params params, OperatorContext context) {
        this.params = params;
        this.limits = context.mediaLimits();
    }

    /**
     * Limits.
     *
     * @param minColourfulness smallest colourfulness kept
     * @param maxColourfulness largest colourfulness kept
     * @param anyOrAll whether one image within the limits is enough
     */
    public record Params(
            @Setting(value = "15.0", min = 0) double minColourfulness,
            @Setting(value = "Infinity", min = 0) double maxColourfulness,
            @Setting("any") AnyOrAll anyOrAll) {}

    @Override
    public List<Feature> features() {
        return List.of(Feature.numbers("colourfulness"));
    }

    @Override
    public void measure(Batch batch, Measurements out) {
        SampleImages.measure(batch, out, limits, 1, image -> new double[] {colourfulness(image.pixels())});
    }

    @Override
    public Decision decide(FeatureRow row) {
        double[] values = row.numbers(0);
        return params.anyOrAll().decide(
                values.length,
                i -> values[i] >= params.minColourfulness() && values[i] <= params.maxColourfulness(),
                "image colourfulness outside limits");
    }

    /** Spread and mean of red against green and of yellow against blue, the latter in halves. */
    private static double colourfulness(Pixels pixels) {
        if (pixels.isGrey()) {
            return 0;
        }
        long redGreen = 0;
        long redGreenSquares = 0;
        long yellowBlue = 0;
        long yellowBlueSquares = 0;
        for (int i = 0; i < pixels.count(); i++) {
            int red = pixels.red(i);
            int green = pixels.green(i);
            int first = red - green;
            int second = red + green - 2 * pixels.blue(i);
            redGreen += first;
            redGreenSquares += first * first;
            yellowBlue += second;
            yellowBlueSquares += second * second;
        }
        double count = pixels.count();
        double firstMean = redGreen / count;
        double secondMean = yellowBlue / count / 2;
        double variances = redGreenSquares / count - firstMean * firstMean
                + yellowBlueSquares / count / 4 - secondMean * secondMean;
        return Math.sqrt(Math.max(0, variances))
                + 0.3 * Math.sqrt(firstMean * firstMean + secondMean * secondMean);
    }
}
