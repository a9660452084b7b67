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
import dev.tandem.media.MediaRequest;
import dev.tandem.operators.image.AnyOrAll;
import dev.tandem.operators.media.codec.SampleMedia;
import java.util.List;

/**
 * Keeps samples by a signal-to-noise ratio of their sounds, in dB, by Data-Juicer's rule: the spectrogram is taken apart into two
 * factors that are not negative, from the same random numbers each time, and the first is called the signal, the second the noise.
 * Which of the two is which is chance, so what the number means differs from sound to sound: {@code audio_snr} is the better
 * measure, this one is for recipes that have it. Numbers are those of the reference to a hundredth of a dB or so, as it computes
 * with fewer digits; and only the beginning of a long sound is looked at. Silence has no noise and is above any limit; samples
 * without sounds stay; the sound of a video is not looked at.
 */
@OperatorName("audio_nmf_snr")
public final class AudioNmfSnrFilter implements Filter {
    private final Params params;
    private final MediaLimits limits;

    public AudioNmfSnrFilter(Params params, OperatorContext context) {
        this.params = params;
        this.limits = context.mediaLimits();
    }

    /**
     * Limits.
     *
     * @param minSnr smallest ratio, in dB kept
     * @param maxSnr largest ratio, in dB kept
     * @param nmfIterNum most iterations to take the spectrogram apart
     * @param maxSeconds how much of a sound is looked at, from its beginning, in seconds; six million samples at most
     * @param anyOrAll whether one sound within the limits is enough
     */
    public record Params(
            @Setting(value = "0") double minSnr,
            @Setting(value = "9223372036854775807") double maxSnr,
            @Setting(value = "500", min = 1, max = 10_000, measured = true) int nmfIterNum,
            @Setting(value = "60", min = 1, max = 600, measured = true) int maxSeconds,
            @Setting("any") AnyOrAll anyOrAll) {}

    @Override
    public List<Feature> features() {
        return List.of(Feature.numbers("audio_nmf_snr"));
    }

    @Override
    public void measure(Batch batch, Measurements out) {
        MediaRequest.SpectralSnr question = new MediaRequest.SpectralSnr(params.nmfIterNum(), params.maxSeconds());
        SampleMedia.spectra(batch, out, limits, question, sound -> new double[] {sound.snr()});
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
