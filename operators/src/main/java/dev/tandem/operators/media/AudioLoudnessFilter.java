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
 * Keeps samples by the loudness of their sounds, in LUFS: integrated over all of it as ITU-R BS.1770-4 and EBU R 128
 * say, so that pauses do not count. Broadcasts have -23, music is mastered to -14 or more; -70 stands for a sound in
 * which nothing is to be heard. A sound of less than 0.4 seconds is measured whole; one with a sample rate below 4 kHz
 * without the weights for the ear. The value has two digits behind the point. Samples without sounds stay; the sound of
 * a video is not looked at.
 */
@OperatorName("audio_loudness")
public final class AudioLoudnessFilter implements Filter {
    private final Params params;
    private final MediaLimits limits;

    public AudioLoudnessFilter(Params params, OperatorContext context) {
        this.params = params;
        this.limits = context.mediaLimits();
    }

    /**
     * Limits.
     *
     * @param minLoudness smallest loudness, in LUFS kept
     * @param maxLoudness largest loudness, in LUFS kept
     * @param anyOrAll whether one sound within the limits is enough
     */
    public record Params(
            @Setting("-70") double minLoudness,
            @Setting("Infinity") double maxLoudness,
            @Setting("any") AnyOrAll anyOrAll) {}

    @Override
    public List<Feature> features() {
        return List.of(Feature.numbers("audio_loudness"));
    }

    @Override
    public void measure(Batch batch, Measurements out) {
        SampleMedia.sounds(batch, out, limits, 1, sound -> new double[] {sound.loudness()});
    }

    @Override
    public Decision decide(FeatureRow row) {
        double[] values = row.numbers(0);
        return params.anyOrAll().decide(
                values.length,
                i -> values[i] >= params.minLoudness() && values[i] <= params.maxLoudness(),
                "loudness outside limits");
    }
}
