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
 * Keeps samples by width and height of their images as they are shown, in pixels: turned as the camera noted, and of an
 * animation the whole canvas. Samples without images stay.
 */
@OperatorName("image_shape")
public final class ImageShapeFilter implements Filter {
    private final Params params;
    private final MediaLimits limits;

    public ImageShapeFilter(Params params, OperatorContext context) {
        this.params = params;
        this.limits = context.mediaLimits();
    }

    /**
     * Limits.
     *
     * @param minWidth smallest width kept, in pixels
     * @param maxWidth largest width kept, in pixels
     * @param minHeight smallest height kept, in pixels
     * @param maxHeight largest height kept, in pixels
     * @param anyOrAll whether one image within the limits is enough
     */
    public record Params(
            @Setting(value = "1", min = 1) long minWidth,
            @Setting(value = "Infinity", min = 1) long maxWidth,
            @Setting(value = "1", min = 1) long minHeight,
            @Setting(value = "Infinity", min = 1) long maxHeight,
            @Setting("any") AnyOrAll anyOrAll) {}

    @Override
    public List<Feature> features() {
        return List.of(Feature.numbers("image_width"), Feature.numbers("image_height"));
    }

    @Override
    public void measure(Batch batch, Measurements out) {
        SampleImages.measure(batch, out, limits, 2, image -> new double[] {
            image.header().shownWidth(), image.header().shownHeight()
        });
    }

    @Override
    public Decision decide(FeatureRow row) {
        double[] widths = row.numbers(0);
        double[] heights = row.numbers(1);
        return params.anyOrAll().decide(
                widths.length,
                i -> widths[i] >= params.minWidth() && widths[i] <= params.maxWidth()
                        && heights[i] >= params.minHeight() && heights[i] <= params.maxHeight(),
                "image shape outside limits");
    }
}
