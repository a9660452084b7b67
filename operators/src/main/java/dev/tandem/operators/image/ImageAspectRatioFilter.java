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
 * Keeps samples by the aspect ratio of their images as they are shown, width over height; samples without images stay.
 */
@OperatorName(value = "image_aspect_ratio", version = 3)
public final class ImageAspectRatioFilter implements Filter {
    private final Params params;
    private final MediaLimits limits;

    public ImageAspectRatioFilter(Params params, OperatorContext context) {
        this.params = params;
        this.limits = context.mediaLimits();
    }

    /**
     * Limits.
     *
     * @param minRatio smallest ratio kept
     * @param maxRatio largest ratio kept
     * @param anyOrAll whether one image within the limits is enough
     */
    public record Params(
            @Setting(value = "0.333", min = 0) double minRatio,
            @Setting(value = "3.0", min = 0) double maxRatio,
            @Setting("any") AnyOrAll anyOrAll) {}

    @Override
    public List<Feature> features() {
        return List.of(Feature.numbers("aspect_ratios"));
    }

    @Override
    public void measure(Batch batch, Measurements out) {
        SampleImages.measure(batch, out, limits, 1, image -> new double[] {
            (double) image.header().shownWidth() / image.header().shownHeight()
        });
    }

    @Override
    public Decision decide(FeatureRow row) {
        double[] ratios = row.numbers(0);
        return params.anyOrAll().decide(
                ratios.length,
                i -> ratios[i] >= params.minRatio() && ratios[i] <= params.maxRatio(),
                "aspect ratio outside limits");
    }
}
