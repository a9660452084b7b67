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
 * Keeps images that a model thinks beautiful; Data-Juicer's {@code image_aesthetics}. Scores compare within one model only:
 * LAION's predictors go from 0 to 10, and Data-Juicer divides them by ten.
 */
@OperatorName("aesthetic")
public final class AestheticFilter implements Filter {
    private final Params params;
    private final Inference inference;
    private final MediaLimits limits;

    public AestheticFilter(Params params, OperatorContext context) {
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
     * @param scale what the model's number is divided by before it is held against the limits: 10 for LAION's predictors
     * @param minScore smallest score kept
     * @param maxScore largest score kept
     * @param anyOrAll whether one image within the limits is enough
     */
    public record Params(
            @Setting(value = "aesthetic", measured = true) String model,
            @Setting(value = "", measured = true) String output,
            @Setting(value = "", measured = true) String label,
            @Setting(value = "1", min = 1e-9) double scale,
            @Setting("0.5") double minScore,
            @Setting("1.0") double maxScore,
            @Setting("any") AnyOrAll anyOrAll) {}

    @Override
    public List<String> models() {
        return List.of(params.model());
    }

    @Override
    public List<Feature> features() {
        return List.of(Feature.numbers("aesthetic_score"));
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
                i -> scores[i] >= params.minScore() * params.scale()
                        && scores[i] <= params.maxScore() * params.scale(),
                "aesthetic score outside limits");
    }
}
