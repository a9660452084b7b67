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
 * Keeps samples by the duration of their sounds, in seconds: decoded samples over the sample rate, whatever a header
 * promises. Samples without sounds stay; the sound of a video is not looked at.
 */
@OperatorName("audio_duration")
public final class AudioDurationFilter implements Filter {
    private final Params params;
    private final MediaLimits limits;

    public AudioDurationFilter(Params params, OperatorContext context) {
        this.params = params;
        this.limits = context.mediaLimits();
    }

    /**
     * Limits.
     *
     * @param minDuration smallest duration, in seconds kept
     * @param maxDuration largest duration, in seconds kept
     * @param anyOrAll whether one sound within the limits is enough
     */
    public record Params(
            @Setting(value = "0", min = 0) double minDuration,
            @Setting(value = "Infinity", min = 0) double maxDuration,
            @Setting("any") AnyOrAll anyOrAll) {}

    @Override
    public List<Feature> features() {
        return List.of(Feature.numbers("audio_duration"));
    }

    @Override
    public void measure(Batch batch, Measurements out) {
        SampleMedia.sounds(batch, out, limits, 1, sound -> new double[] {sound.seconds()});
    }

    @Override
    public Decision decide(FeatureRow row) {
        double[] values = row.numbers(0);
        return params.anyOrAll().decide(
                values.length,
                i -> values[i] >= params.minDuration() && values[i] <= params.maxDuration(),
                "audio duration outside limits");
    }
}
