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
 * Keeps samples by the mean frame rate of their videos, in frames a second: frames over duration. Nothing is decoded.
 * Samples without videos stay.
 */
@OperatorName("video_frame_rate")
public final class VideoFrameRateFilter implements Filter {
    private final Params params;
    private final MediaLimits limits;

    public VideoFrameRateFilter(Params params, OperatorContext context) {
        this.params = params;
        this.limits = context.mediaLimits();
    }

    /**
     * Limits.
     *
     * @param minRate smallest rate, in frames a second kept
     * @param maxRate largest rate, in frames a second kept
     * @param anyOrAll whether one video within the limits is enough
     */
    public record Params(
            @Setting(value = "0", min = 0) double minRate,
            @Setting(value = "Infinity", min = 0) double maxRate,
            @Setting("any") AnyOrAll anyOrAll) {}

    @Override
    public List<Feature> features() {
        return List.of(Feature.numbers("video_frame_rate"));
    }

    @Override
    public void measure(Batch batch, Measurements out) {
        SampleMedia.containers(batch, out, limits, 1, video -> new double[] {video.seconds() > 0 ? video.frames() / video.seconds() : 0});
    }

    @Override
    public Decision decide(FeatureRow row) {
        double[] values = row.numbers(0);
        return params.anyOrAll().decide(
                values.length,
                i -> values[i] >= params.minRate() && values[i] <= params.maxRate(),
                "frame rate outside limits");
    }
}
