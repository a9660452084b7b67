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
 * Drops images without colour, also where they are stored as coloured ones: by the share of pixels whose red, green and
 * blue are nearly equal, and by how far apart these are on average. Sepia counts as colour.
 */
@OperatorName("image_greyscale")
public final class ImageGreyscaleFilter implements Filter {
    private final Params params;
    private final MediaLimits limits;

    public ImageGreyscaleFilter(Params params, OperatorContext context) {
        this.params = params;
        this.limits = context.mediaLimits();
    }

    /**
     * What is grey, and how much of it may be.
     *
     * @param tolerance largest difference between red, green and blue, of 255, of a pixel that counts as grey
     * @param maxGreyRatio largest share of grey pixels kept
     * @param minChannelDifference smallest mean difference kept, of 255
     * @param anyOrAll whether one coloured image is enough
     */
    public record Params(
            @Setting(value = "8", min = 0, max = 255, measured = true) int tolerance,
            @Setting(value = "0.99", min = 0, max = 1) double maxGreyRatio,
            @Setting(value = "0", min = 0, max = 255) double minChannelDifference,
            @Setting("any") AnyOrAll anyOrAll) {}

    @Override
    public List<Feature> features() {
        return List.of(Feature.numbers("grey_ratio"), Feature.numbers("channel_difference"));
    }

    @Override
    public void measure(Batch batch, Measurements out) {
        SampleImages.measure(batch, out, limits, 2, image -> measure(image.pixels()));
    }

    @Override
    public Decision decide(FeatureRow row) {
        double[] ratios = row.numbers(0);
        double[] differences = row.numbers(1);
        return params.anyOrAll().decide(
                ratios.length,
                i -> ratios[i] <= params.maxGreyRatio() && differences[i] >= params.minChannelDifference(),
                "image without colour");
    }

    private double[] measure(Pixels pixels) {
        if (pixels.isGrey()) {
            return new double[] {1, 0};
        }
        long grey = 0;
        long differences = 0;
        for (int i = 0; i < pixels.count(); i++) {
            int red = pixels.red(i);
            int green = pixels.green(i);
            int blue = pixels.blue(i);
            int difference = Math.max(red, Math.max(green, blue)) - Math.min(red, Math.min(green, blue));
            grey += difference <= params.tolerance() ? 1 : 0;
            differences += difference;
        }
        double count = pixels.count();
        return new double[] {grey / count, differences / count};
    }
}
