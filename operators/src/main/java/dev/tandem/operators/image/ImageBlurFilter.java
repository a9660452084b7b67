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
            Laplacian.variance(image.luma(), image.width(), image.height())
        });
    }

    @Override
    public Decision decide(FeatureRow row) {
        double[] scores = row.numbers(0);
        return params.anyOrAll().decide(
                scores.length, i -> scores[i] >= params.scoreThreshold(), "image blurred");
    }
}
