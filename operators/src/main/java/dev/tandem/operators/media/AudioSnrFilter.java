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
 * Keeps samples by how far their sounds stand out of their background, in dB: the mean power over that of the quietest
 * tenth of all windows of 20 ms. It tells speech with quiet pauses from speech in noise; a sound without any pauses has
 * a low value however clean it is, and one that was silenced between words a high value however noisy it is. Data-Juicer
 * has {@code audio_nmf_snr}, which factors the spectrogram into two parts and calls the second one noise: its numbers
 * are other ones, and cannot be compared. Samples without sounds stay; the sound of a video is not looked at.
 */
@OperatorName("audio_snr")
public final class AudioSnrFilter implements Filter {
    private final Params params;
    private final MediaLimits limits;

    public AudioSnrFilter(Params params, OperatorContext context) {
        this.params = params;
        this.limits = context.mediaLimits();
    }

    /**
     * Limits.
     *
     * @param minSnr smallest ratio, in dB kept
     * @param maxSnr largest ratio, in dB kept
     * @param anyOrAll whether one sound within the limits is enough
     */
    public record Params(
            @Setting(value = "0", min = 0) double minSnr,
            @Setting(value = "Infinity", min = 0) double maxSnr,
            @Setting("any") AnyOrAll anyOrAll) {}

    @Override
    public List<Feature> features() {
        return List.of(Feature.numbers("audio_snr"));
    }

    @Override
    public void measure(Batch batch, Measurements out) {
        SampleMedia.sounds(batch, out, limits, 1, sound -> new double[] {sound.snr()});
    }

    @Override
    public Decision decide(FeatureRow row) {
        double[] values = row.numbers(0);
        return params.anyOrAll().decide(
                values.length,
                i -> values[i] >= params.minSnr() && values[i] <= params.maxSnr(),
                "signal-to-noise ratio outside limits");
    }
}
