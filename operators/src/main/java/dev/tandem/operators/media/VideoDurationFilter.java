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
 * Keeps samples by the duration of their videos, in seconds: from the first frame to the end of the last one, as the
 * container times them, whatever its header promises. Nothing is decoded. Data-Juicer believes the header. Samples
 * without videos stay.
 */
@OperatorName("video_duration")
public final class VideoDurationFilter implements Filter {
    private final Params params;
    private final MediaLimits limits;

    public VideoDurationFilter(Params params, OperatorContext context) {
        this.params = params;
        this.limits = context.mediaLimits();
    }

    /**
     * Limits.
     *
     * @param minDuration smallest duration, in seconds kept
     * @param maxDuration largest duration, in seconds kept
     * @param anyOrAll whether one video within the limits is enough
     */
    public record Params(
            @Setting(value = "0", min = 0) double minDuration,
            @Setting(value = "Infinity", min = 0) double maxDuration,
            @Setting("any") AnyOrAll anyOrAll) {}

    @Override
    public List<Feature> features() {
        return List.of(Feature.numbers("video_duration"));
    }

    @Override
    public void measure(Batch batch, Measurements out) {
        SampleMedia.containers(batch, out, limits, 1, video -> new double[] {video.seconds()});
    }

    @Override
    public Decision decide(FeatureRow row) {
        double[] values = row.numbers(0);
        return params.anyOrAll().decide(
                values.length,
                i -> values[i] >= params.minDuration() && values[i] <= params.maxDuration(),
                "video duration outside limits");
    }
}
