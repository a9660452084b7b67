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
 * Keeps samples by how many frames their images have: one, but for animations (GIF, PNG, WebP) and files of several pages
 * (TIFF). Other image operators look at the first frame only.
 */
@OperatorName("image_frames")
public final class ImageFramesFilter implements Filter {
    private final Params params;
    private final MediaLimits limits;

    public ImageFramesFilter(Params params, OperatorContext context) {
        this.params = params;
        this.limits = context.mediaLimits();
    }

    /**
     * Limits.
     *
     * @param minFrames smallest number of frames kept
     * @param maxFrames largest number of frames kept
     * @param anyOrAll whether one image within the limits is enough
     */
    public record Params(
            @Setting(value = "1", min = 1) int minFrames,
            @Setting(value = "1", min = 1) int maxFrames,
            @Setting("any") AnyOrAll anyOrAll) {}

    @Override
    public List<Feature> features() {
        return List.of(Feature.numbers("image_frames"));
    }

    @Override
    public void measure(Batch batch, Measurements out) {
        SampleImages.measure(batch, out, limits, 1, image -> new double[] {image.header().frames()});
    }

    @Override
    public Decision decide(FeatureRow row) {
        double[] frames = row.numbers(0);
        return params.anyOrAll().decide(
                frames.length,
                i -> frames[i] >= params.minFrames() && frames[i] <= params.maxFrames(),
                "number of frames outside limits");
    }
}
