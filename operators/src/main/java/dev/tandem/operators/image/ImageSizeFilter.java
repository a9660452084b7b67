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

/** Keeps samples by width and height of their images as they are shown, in pixels; samples without images stay. */
@OperatorName(value = "image_size", version = 2)
public final class ImageSizeFilter implements Filter {
    private final Params params;
    private final MediaLimits limits;

    public ImageSizeFilter(Params params, OperatorContext context) {
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
        batch.forEach(out, (row, sample) -> {
            List<ImageSize> images = ImageSize.all(sample, limits);
            out.numbers(row, 0, images.stream().mapToDouble(ImageSize::width).toArray());
            out.numbers(row, 1, images.stream().mapToDouble(ImageSize::height).toArray());
        });
    }

    @Override
    public Decision decide(FeatureRow row) {
        double[] widths = row.numbers(0);
        double[] heights = row.numbers(1);
        int good = 0;
        for (int i = 0; i < widths.length; i++) {
            boolean fits = widths[i] >= params.minWidth() && widths[i] <= params.maxWidth()
                    && heights[i] >= params.minHeight() && heights[i] <= params.maxHeight();
            good += fits ? 1 : 0;
        }
        return params.anyOrAll().keeps(good, widths.length)
                ? Decision.KEEP
                : Decision.drop("image size outside limits");
    }
}
