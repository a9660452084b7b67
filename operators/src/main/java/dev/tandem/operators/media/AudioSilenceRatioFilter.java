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
import dev.tandem.media.MediaAnswer;
import dev.tandem.operators.image.AnyOrAll;
import dev.tandem.operators.media.codec.SampleMedia;
import java.util.List;

/**
 * Drops samples by how much of their sounds is silence: the share of windows of 20 ms with a level, over all channels,
 * below a limit. Samples without sounds stay; the sound of a video is not looked at.
 */
@OperatorName("audio_silence_ratio")
public final class AudioSilenceRatioFilter implements Filter {
    private final Params params;
    private final MediaLimits limits;

    public AudioSilenceRatioFilter(Params params, OperatorContext context) {
        this.params = params;
        this.limits = context.mediaLimits();
    }

    /**
     * Limits.
     *
     * @param minRatio smallest share of silence kept
     * @param maxRatio largest share of silence kept
     * @param silenceLevel level below which a window is silent, in whole dB of full scale
     * @param anyOrAll whether one sound within the limits is enough
     */
    public record Params(
            @Setting(value = "0", min = 0, max = 1) double minRatio,
            @Setting(value = "1.0", min = 0, max = 1) double maxRatio,
            @Setting(value = "-60", min = -120, max = 0, measured = true) int silenceLevel,
            @Setting("any") AnyOrAll anyOrAll) {}

    @Override
    public List<Feature> features() {
        return List.of(Feature.numbers("silence_ratio"));
    }

    @Override
    public void measure(Batch batch, Measurements out) {
        SampleMedia.sounds(batch, out, limits, 1, sound -> new double[] {silence(sound)});
    }

    @Override
    public Decision decide(FeatureRow row) {
        double[] ratios = row.numbers(0);
        return params.anyOrAll().decide(
                ratios.length,
                i -> ratios[i] >= params.minRatio() && ratios[i] <= params.maxRatio(),
                "share of silence outside limits");
    }

    private double silence(MediaAnswer.Audio sound) {
        long all = 0;
        long silent = 0;
        for (int i = 0; i < sound.levels().length; i++) {
            all += sound.levels()[i];
            silent += MediaAnswer.QUIETEST + i < params.silenceLevel() ? sound.levels()[i] : 0;
        }
        return (double) silent / all;
    }
}
