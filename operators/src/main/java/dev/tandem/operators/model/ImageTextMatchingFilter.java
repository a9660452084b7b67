package dev.tandem.operators.model;

import dev.tandem.core.inference.Inference;
import dev.tandem.core.inference.ModelInput;
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
import java.util.List;

/**
 * Keeps pairs of which a model that looks at picture and text together says that they belong together, such as BLIP's
 * matching head; Data-Juicer's {@code image_text_matching}. The text is the description of the picture where the sample
 * has one, else all of its text. Samples without text are dropped, samples without images stay.
 */
@OperatorName("image_text_matching")
public final class ImageTextMatchingFilter implements Filter {
    private final Params params;
    private final Inference inference;
    private final MediaLimits limits;

    public ImageTextMatchingFilter(Params params, OperatorContext context) {
        this.params = params;
        this.inference = context.inference();
        this.limits = context.mediaLimits();
    }

    /**
     * The model, and the limits.
     *
     * @param model the model to ask; it reads an image and a text
     * @param output the model's output; empty for its first
     * @param label which of the output's labels is meant; empty where the output is a single number
     * @param horizontalFlip whether the picture is seen in a mirror, left for right
     * @param verticalFlip whether the picture is turned upside down
     * @param minScore smallest probability kept
     * @param maxScore largest probability kept
     * @param anyOrAll whether one image within the limits is enough
     */
    public record Params(
            @Setting(value = "image_text_matching", measured = true) String model,
            @Setting(value = "", measured = true) String output,
            @Setting(value = "", measured = true) String label,
            @Setting(value = "false", measured = true) boolean horizontalFlip,
            @Setting(value = "false", measured = true) boolean verticalFlip,
            @Setting(value = "0.003", min = 0, max = 1) double minScore,
            @Setting(value = "1.0", min = 0, max = 1) double maxScore,
            @Setting("any") AnyOrAll anyOrAll) {}

    @Override
    public List<String> models() {
        return List.of(params.model());
    }

    @Override
    public List<Feature> features() {
        return List.of(Feature.numbers("matching_score"));
    }

    @Override
    public void measure(Batch batch, Measurements out) {
        Score wanted = Score.of(inference, params.model(), params.output(), params.label());
        Questions questions = new Questions(inference, params.model());
        PictureScores.measure(
                batch,
                out,
                0,
                limits,
                (row, sample, picture, score) -> {
                    String caption = Caption.of(sample);
                    if (!caption.isEmpty()) {
                        questions.ask(
                                PictureRow.of(sample, PictureRgb.flipped(picture, params.horizontalFlip(), params.verticalFlip()))
                                        .with("text", new ModelInput.Text(caption)),
                                answer -> score.accept(wanted.in(answer)));
                    }
                },
                questions::finish);
    }

    @Override
    public Decision decide(FeatureRow row) {
        return PictureScores.decide(
                row.numbers(0), params.anyOrAll(), params.minScore(), params.maxScore(), "matching score outside limits");
    }
}
