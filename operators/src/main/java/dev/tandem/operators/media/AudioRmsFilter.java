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
 * Keeps samples by the mean level of their sounds, in dB of full scale: the root mean square of all channels, pauses
 * included, where 0 is as loud as can be stored and -120 is silence. The value has two digits behind the point; for
 * loudness as it is heard see {@code audio_loudness}. Samples without sounds stay; the sound of a video is not looked
 * at.
 */
@OperatorName("audio_rms")
public final class AudioRmsFilter implements Filter {
    private final Params params;
    private final MediaLimits limits;

    public AudioRmsFilter(Params params, OperatorContext context) {
        this.params = params;
        this.limits = context.mediaLimits();
    }

    /**
     * Limits.
     *
     * @param minRms smallest level, in dB kept
     * @param maxRms largest level, in dB kept
     * @param anyOrAll whether one sound within the limits is enough
     */
    public record Params(
            @Setting("-120") double minRms,
            @Setting("Infinity") double maxRms,
            @Setting("any") AnyOrAll anyOrAll) {}

    @Override
    public List<Feature> features() {
        return List.of(Feature.numbers("audio_rms"));
    }

    @Override
    public void measure(Batch batch, Measurements out) {
        SampleMedia.sounds(batch, out, limits, 1, sound -> new double[] {sound.rms()});
    }

    @Override
    public Decision decide(FeatureRow row) {
        double[] values = row.numbers(0);
        return params.anyOrAll().decide(
                values.length,
                i -> values[i] >= params.minRms() && values[i] <= params.maxRms(),
                "level outside limits");
    }
}
