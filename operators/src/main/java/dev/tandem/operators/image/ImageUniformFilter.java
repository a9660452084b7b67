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
 * Drops images that are nearly one plain area, such as placeholders, by the share of their most frequent colour and by the
 * standard deviation of their grey values. Colours count as the same where the five highest bits of red, green and blue
 * are; a plain colour between two of these steps may be torn apart by noise, which the deviation still finds.
 */
@OperatorName("image_uniform")
public final class ImageUniformFilter implements Filter {
    private final Params params;
    private final MediaLimits limits;

    public ImageUniformFilter(Params params, OperatorContext context) {
        this.params = params;
        this.limits = context.mediaLimits();
    }

    /**
     * Limits.
     *
     * @param maxColourRatio largest share of the most frequent colour kept
     * @param minDeviation smallest standard deviation kept, of 255
     * @param anyOrAll whether one image that is not plain is enough
     */
    public record Params(
            @Setting(value = "0.98", min = 0, max = 1) double maxColourRatio,
            @Setting(value = "2.0", min = 0, max = 255) double minDeviation,
            @Setting("any") AnyOrAll anyOrAll) {}

    @Override
    public List<Feature> features() {
        return List.of(Feature.numbers("colour_ratio"), Feature.numbers("deviation"));
    }

    @Override
    public void measure(Batch batch, Measurements out) {
        SampleImages.measure(batch, out, limits, 2, image -> new double[] {
            colourRatio(image.pixels()), deviation(image.luma())
        });
    }

    @Override
    public Decision decide(FeatureRow row) {
        double[] ratios = row.numbers(0);
        double[] deviations = row.numbers(1);
        return params.anyOrAll().decide(
                ratios.length,
                i -> ratios[i] <= params.maxColourRatio() && deviations[i] >= params.minDeviation(),
                "image nearly plain");
    }

    private static double colourRatio(Pixels pixels) {
        int[] counts = new int[1 << 15];
        int most = 0;
        for (int i = 0; i < pixels.count(); i++) {
            int colour = pixels.red(i) >> 3 << 10 | pixels.green(i) >> 3 << 5 | pixels.blue(i) >> 3;
            counts[colour]++;
            most = Math.max(most, counts[colour]);
        }
        return (double) most / pixels.count();
    }

    private static double deviation(byte[] grey) {
        long sum = 0;
        long squares = 0;
        for (byte value : grey) {
            sum += value & 0xff;
            squares += (value & 0xff) * (value & 0xff);
        }
        double mean = (double) sum / grey.length;
        return Math.sqrt(Math.max(0, (double) squares / grey.length - mean * mean));
    }
}
