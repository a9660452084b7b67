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
 * Drops images that are mostly transparent: by the share of pixels that show more of what is behind them than of
 * themselves.
 */
@OperatorName("image_alpha")
public final class ImageAlphaFilter implements Filter {
    private static final int HALF = 128;

    private final Params params;
    private final MediaLimits limits;

    public ImageAlphaFilter(Params params, OperatorContext context) {
        this.params = params;
        this.limits = context.mediaLimits();
    }

    /**
     * The limit.
     *
     * @param maxTransparentRatio largest share of transparent pixels kept
     * @param anyOrAll whether one image within the limit is enough
     */
    public record Params(
            @Setting(value = "0.5", min = 0, max = 1) double maxTransparentRatio,
            @Setting("any") AnyOrAll anyOrAll) {}

    @Override
    public List<Feature> features() {
        return List.of(Feature.numbers("transparent_ratio"));
    }

    @Override
    public void measure(Batch batch, Measurements out) {
        SampleImages.measure(batch, out, limits, 1, image -> new double[] {transparentRatio(image.pixels())});
    }

    @Override
    public Decision decide(FeatureRow row) {
        double[] ratios = row.numbers(0);
        return params.anyOrAll().decide(
                ratios.length, i -> ratios[i] <= params.maxTransparentRatio(), "image mostly transparent");
    }

    private static double transparentRatio(Pixels pixels) {
        int transparent = 0;
        for (int i = 0; pixels.hasAlpha() && i < pixels.count(); i++) {
            transparent += pixels.alpha(i) < HALF ? 1 : 0;
        }
        return (double) transparent / pixels.count();
    }
}
