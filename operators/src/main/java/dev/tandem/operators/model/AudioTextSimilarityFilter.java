package dev.tandem.operators.model;

import dev.tandem.core.inference.Inference;
import dev.tandem.core.inference.InputSpec;
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

/**
 * Keeps pairs whose text says what is heard: the cosine of the embeddings of sound and text by the two halves of one model, such as
 * CLAP, rounded to four digits. The half that hears reads the samples of one channel as the value {@code audio}; one that wants a
 * fixed number of them gets the beginning, filled up with silence. The text is that of {@code clip_score}. No package has the weights of
 * such a pair, so that the models are yours. Samples without text are dropped, samples without sounds stay.
 */
@OperatorName("audio_text_similarity")
public final class AudioTextSimilarityFilter implements Filter {
    private static final String AUDIO = "audio";

    private final Params params;
    private final Inference inference;
    private final MediaLimits limits;

    public AudioTextSimilarityFilter(Params params, OperatorContext context) {
        this.params = params;
        this.inference = context.inference();
        this.limits = context.mediaLimits();
    }

    /**
     * Models, and limits.
     *
     * @param audioModel the half that hears
     * @param textModel the half that reads text
     * @param sampleRate samples of a second that the model wants
     * @param maxSeconds of a longer sound the beginning is heard
     * @param textAttribute attribute of the first picture, sound or video that is the text, such as recaption; empty for the description
     * @param minScore smallest cosine kept
     * @param maxScore largest cosine kept
     * @param anyOrAll whether one sound within the limits is enough
     */
    public record Params(
            @Setting(value = "clap_audio", measured = true) String audioModel,
            @Setting(value = "clap_text", measured = true) String textModel,
            @Setting(value = "48000", min = 4000, max = 48000, measured = true) int sampleRate,
            @Setting(value = "10", min = 1, max = 60, measured = true) int maxSeconds,
            @Setting(value = "", measured = true) String textAttribute,
            @Setting(value = "0.1", min = -1, max = 1) double minScore,
            @Setting(value = "1.0", min = -1, max = 1) double maxScore,
            @Setting("any") AnyOrAll anyOrAll) {}

    @Override
    public List<String> models() {
        return List.of(params.audioModel(), params.textModel());
    }

    @Override
    public List<Feature> features() {
        return List.of(Feature.numbers("similarity"));
    }

    @Override
    public void measure(Batch batch, Measurements out) {
        float[][] texts = CaptionVectors.of(batch, inference, params.textModel(), params.textAttribute());
        Questions questions = new Questions(inference, params.audioModel());
        int wanted = wanted();
        SoundScores.measure(
                batch, out, limits, params.sampleRate(), params.maxSeconds(),
                (row, samples, score) -> {
                    if (texts[row] != null) {
                        float[] heard = wanted < 0 ? samples : Arrays.copyOf(samples, wanted);
                        questions.ask(new ModelRow(Map.of(AUDIO, ModelInput.Numbers.of(heard))),
                                answer -> score.accept(Cosine.of(answer.first().values(), texts[row])));
                    }
                },
                questions::finish);
    }

    /** Samples that the model wants; -1 for any number. */
    private int wanted() {
        return inference.contract(params.audioModel()).inputs().stream()
                .filter(InputSpec.Numbers.class::isInstance)
                .map(InputSpec::shape)
                .filter(shape -> !shape.contains(-1))
                .map(shape -> shape.stream().reduce(1, Math::multiplyExact))
                .findFirst()
                .orElse(-1);
    }

    @Override
    public Decision decide(FeatureRow row) {
        return PictureScores.decide(
                row.numbers(0), params.anyOrAll(), params.minScore(), params.maxScore(), "similarity of sound and text outside limits");
    }
}
