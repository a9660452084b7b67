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
 * Keeps samples by the sample rate of their sounds, in Hz. A high rate does not say that there is more to hear: what was
 * once recorded with a low one may be stored with any. Samples without sounds stay; the sound of a video is not looked
 * at.
 */
@OperatorName("audio_sample_rate")
public final class AudioSampleRateFilter implements Filter {
    private final Params params;
    private final MediaLimits limits;

    public AudioSampleRateFilter(Params params, OperatorContext context) {
        this.params = params;
        this.limits = context.mediaLimits();
    }

    /**
     * Limits.
     *
     * @param minRate smallest rate, in Hz kept
     * @param maxRate largest rate, in Hz kept
     * @param anyOrAll whether one sound within the limits is enough
     */
    public record Params(
            @Setting(value = "1", min = 1) long minRate,
            @Setting(value = "Infinity", min = 1) long maxRate,
            @Setting("any") AnyOrAll anyOrAll) {}

    @Override
    public List<Feature> features() {
        return List.of(Feature.numbers("audio_sample_rate"));
    }

    @Override
    public void measure(Batch batch, Measurements out) {
        SampleMedia.sounds(batch, out, limits, 1, sound -> new double[] {sound.sampleRate()});
    }

    @Override
    public Decision decide(FeatureRow row) {
        double[] values = row.numbers(0);
        return params.anyOrAll().decide(
                values.length,
                i -> values[i] >= params.minRate() && values[i] <= params.maxRate(),
                "sample rate outside limits");
    }
}
