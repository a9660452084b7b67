package dev.tandem.operators.model;

import dev.tandem.core.inference.Inference;
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
 * Keeps samples by what a model says of their images: one number of any model that reads an image, such as the
 * probability of a class. What the model expects of size and colour stands in its contract. Samples without images stay.
 */
@OperatorName("image_score")
public final class ImageScoreFilter implements Filter {
    private final Params params;
    private final Inference inference;
    private final MediaLimits limits;

    public ImageScoreFilter(Params params, OperatorContext context) {
        this.params = params;
        this.inference = context.inference();
        this.limits = context.mediaLimits();
    }

    /**
     * The model, and the limit.
     *
     * @param model the model to ask
     * @param output the model's output; empty for its first
     * @param label which of the output's labels is meant; empty where the output is a single number
     * @param minScore smallest number kept
     * @param maxScore largest number kept
     * @param anyOrAll whether one image within the limits is enough
     */
    public record Params(
            @Setting(value = "", measured = true) String model,
            @Setting(value = "", measured = true) String output,
            @Setting(value = "", measured = true) String label,
            @Setting("-Infinity") double minScore,
            @Setting("Infinity") double maxScore,
            @Setting("any") AnyOrAll anyOrAll) {}

    @Override
    public List<String> models() {
        return List.of(params.model());
    }

    @Override
    public List<Feature> features() {
        return List.of(Feature.numbers("score"));
    }

    @Override
    public void measure(Batch batch, Measurements out) {
        PictureScores.ofModel(batch, out, limits, inference, params.model(), params.output(), params.label());
    }

    @Override
    public Decision decide(FeatureRow row) {
        double[] scores = row.numbers(0);
        return params.anyOrAll().decide(
                scores.length,
                i -> scores[i] >= params.minScore()
                        && scores[i] <= params.maxScore(),
                "image score outside limits");
    }
}
