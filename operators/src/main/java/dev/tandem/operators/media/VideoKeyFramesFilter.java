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
 * Keeps samples by the number of key frames of their videos: pictures that are coded without others. Encoders put them
 * where a shot begins, and every few seconds beside. Nothing is decoded. Samples without videos stay.
 */
@OperatorName("video_key_frames")
public final class VideoKeyFramesFilter implements Filter {
    private final Params params;
    private final MediaLimits limits;

    public VideoKeyFramesFilter(Params params, OperatorContext context) {
        this.params = params;
        this.limits = context.mediaLimits();
    }

    /**
     * Limits.
     *
     * @param minNum smallest number of key frames kept
     * @param maxNum largest number of key frames kept
     * @param anyOrAll whether one video within the limits is enough
     */
    public record Params(
            @Setting(value = "0", min = 0) long minNum,
            @Setting(value = "Infinity", min = 0) long maxNum,
            @Setting("any") AnyOrAll anyOrAll) {}

    @Override
    public List<Feature> features() {
        return List.of(Feature.numbers("video_key_frames"));
    }

    @Override
    public void measure(Batch batch, Measurements out) {
        SampleMedia.containers(batch, out, limits, 1, video -> new double[] {video.keyFrames()});
    }

    @Override
    public Decision decide(FeatureRow row) {
        double[] values = row.numbers(0);
        return params.anyOrAll().decide(
                values.length,
                i -> values[i] >= params.minNum() && values[i] <= params.maxNum(),
                "number of key frames outside limits");
    }
}
