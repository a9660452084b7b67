package dev.tandem.operators.media;

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
import dev.tandem.operators.image.AnyOrAll;
import dev.tandem.operators.media.codec.SampleMedia;
import java.util.List;

/**
 * Keeps samples by width and height of their videos as they are coded, in pixels: a video that is shown turned counts as
 * it was recorded, as in Data-Juicer. Nothing is decoded. Samples without videos stay.
 */
@OperatorName("video_resolution")
public final class VideoResolutionFilter implements Filter {
    private final Params params;
    private final MediaLimits limits;

    public VideoResolutionFilter(Params params, OperatorContext context) {
        this.params = params;
        this.limits = context.mediaLimits();
    }

    /**
     * Limits.
     *
     * @param minWidth smallest width, in pixels kept
     * @param maxWidth largest width, in pixels kept
     * @param minHeight smallest height, in pixels kept
     * @param maxHeight largest height, in pixels kept
     * @param anyOrAll whether one video within the limits is enough
     */
    public record Params(
            @Setting(value = "1", min = 1) long minWidth,
            @Setting(value = "Infinity", min = 1) long maxWidth,
            @Setting(value = "1", min = 1) long minHeight,
            @Setting(value = "Infinity", min = 1) long maxHeight,
            @Setting("any") AnyOrAll anyOrAll) {}

    @Override
    public List<Feature> features() {
        return List.of(Feature.numbers("video_width"), Feature.numbers("video_height"));
    }

    @Override
    public void measure(Batch batch, Measurements out) {
        SampleMedia.containers(batch, out, limits, 2, video -> new double[] {video.width(), video.height()});
    }

    @Override
    public Decision decide(FeatureRow row) {
        double[] widths = row.numbers(0);
        double[] heights = row.numbers(1);
        return params.anyOrAll().decide(
                widths.length,
                i -> widths[i] >= params.minWidth() && widths[i] <= params.maxWidth()
                        && heights[i] >= params.minHeight() && heights[i] <= params.maxHeight(),
                "video resolution outside limits");
    }
}
