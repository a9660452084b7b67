package dev.tandem.operators.model;

import dev.tandem.core.inference.Inference;
import dev.tandem.core.inference.ModelInput;
import dev.tandem.core.inference.ModelRow;
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
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleConsumer;

/**
 * Keeps samples by the share of their sounds in which somebody speaks, as a detector of speech finds it frame by frame, rounded to
 * four digits. Singing and speech under loud music are hardly found. Sounds are heard as one channel, in pieces of a minute. Samples
 * without sounds stay; the sound of a video is not looked at.
 */
@OperatorName("speech_share")
public final class SpeechShareFilter implements Filter {
    private static final int PIECE_SECONDS = 60;
    private static final double SCALE = 10_000;

    private final Params params;
    private final Inference inference;
    private final MediaLimits limits;

    public SpeechShareFilter(Params params, OperatorContext context) {
        this.params = params;
        this.inference = context.inference();
        this.limits = context.mediaLimits();
    }

    /**
     * The model, and limits.
     *
     * @param model a model that reads sound and answers with a probability for each frame
     * @param sampleRate samples of a second that the model wants
     * @param frame samples of one of the model's frames; sounds are filled up with silence to whole frames
     * @param threshold probability from which a frame is speech
     * @param maxSeconds of a longer sound the beginning is heard
     * @param minShare smallest share kept
     * @param maxShare largest share kept
     * @param anyOrAll whether one sound within the limits is enough
     */
    public record Params(
            @Setting(value = "silero_vad", measured = true) String model,
            @Setting(value = "16000", min = 4000, max = 48000, measured = true) int sampleRate,
            @Setting(value = "512", min = 1, max = 16384, measured = true) int frame,
            @Setting(value = "0.5", min = 0, max = 1, measured = true) double threshold,
            @Setting(value = "300", min = 1, max = 2000, measured = true) int maxSeconds,
            @Setting(value = "0.1", min = 0, max = 1) double minShare,
            @Setting(value = "1.0", min = 0, max = 1) double maxShare,
            @Setting("any") AnyOrAll anyOrAll) {
        /** Of one sound, as they are held in the decoder's small memory. */
        private static final int MOST_SAMPLES = 10_000_000;

        public Params {
            if ((long) sampleRate * maxSeconds > MOST_SAMPLES) {
                throw new IllegalArgumentException("'max_seconds' times 'sample_rate' is at most " + MOST_SAMPLES + ", found "
                        + (long) sampleRate * maxSeconds);
            }
        }
    }

    @Override
    public List<String> models() {
        return List.of(params.model());
    }

    @Override
    public List<Feature> features() {
        return List.of(Feature.numbers("speech_share"));
    }

    @Override
    public void measure(Batch batch, Measurements out) {
        Questions questions = new Questions(inference, params.model());
        SoundScores.measure(
                batch, out, limits, params.sampleRate(), params.maxSeconds(),
                (row, samples, share) -> ask(questions, samples, share),
                questions::finish);
    }

    private void ask(Questions questions, float[] samples, DoubleConsumer share) {
        int piece = Math.max(1, params.sampleRate() * PIECE_SECONDS / params.frame()) * params.frame();
        long[] counts = new long[2];
        for (int from = 0; from < samples.length; from += piece) {
            int length = Math.min(piece, samples.length - from);
            int whole = (length + params.frame() - 1) / params.frame() * params.frame();
            float[] padded = Arrays.copyOf(Arrays.copyOfRange(samples, from, from + length), whole);
            questions.ask(new ModelRow(Map.of("audio", ModelInput.Numbers.of(padded))), answer -> {
                for (float probability : answer.first().values()) {
                    counts[0] += probability >= params.threshold() ? 1 : 0;
                    counts[1]++;
                }
                share.accept(Math.rint(SCALE * counts[0] / counts[1]) / SCALE);
            });
        }
    }

    @Override
    public Decision decide(FeatureRow row) {
        double[] shares = row.numbers(0);
        return params.anyOrAll().decide(
                shares.length,
                i -> shares[i] >= params.minShare() && shares[i] <= params.maxShare(),
                "share of speech outside limits");
    }
}
