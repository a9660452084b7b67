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
import java.util.List;

/**
 * Keeps samples by the aspect ratio of their images as they are shown, width over height; samples without images stay.
 */
@OperatorName(value = "image_aspect_ratio", version = 2)
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
        batch.forEach(out, (row, sample) -> out.numbers(
                row, 0, ImageSize.all(sample, limits).stream()
                        .mapToDouble(image -> (double) image.width() / image.height()).toArray()));
    }

    @Override
    public Decision decide(FeatureRow row) {
        double[] ratios = row.numbers(0);
        int good = 0;
        for (double ratio : ratios) {
            good += ratio >= params.minRatio() && ratio <= params.maxRatio() ? 1 : 0;
        }
        return params.anyOrAll().keeps(good, ratios.length)
                ? Decision.KEEP
                : Decision.drop("aspect ratio outside limits");
    }
}
