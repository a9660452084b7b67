package dev.tandem.operators.model;

import dev.tandem.core.inference.Inference;
import dev.tandem.core.inference.ModelRow;
import dev.tandem.core.operator.Batch;
import dev.tandem.core.operator.Decision;
import dev.tandem.core.operator.Feature;
import dev.tandem.core.operator.FeatureRow;
import dev.tandem.core.operator.Filter;
import dev.tandem.core.operator.Measurements;
import dev.tandem.core.operator.OperatorContext;
import dev.tandem.core.operator.OperatorName;
import dev.tandem.core.operator.Setting;
import java.util.List;

/**
 * Drops text that a model thinks toxic, by the probability that it gives it. Samples without text stay.
 */
@OperatorName("toxic_text")
public final class ToxicTextFilter implements Filter {
    private final Params params;
    private final Inference inference;

    public ToxicTextFilter(Params params, OperatorContext context) {
        this.params = params;
        this.inference = context.inference();
    }

    /**
     * The model, and the limit.
     *
     * @param model the model to ask
     * @param output the model's output; empty for its first
     * @param label which of the output's labels is meant; empty where the output is a single number
     * @param maxScore largest probability kept
     */
    public record Params(
            @Setting(value = "toxic_text", measured = true) String model,
            @Setting(value = "", measured = true) String output,
            @Setting(value = "toxic", measured = true) String label,
            @Setting(value = "0.5", min = 0, max = 1) double maxScore) {}

    @Override
    public List<String> models() {
        return List.of(params.model());
    }

    @Override
    public List<Feature> features() {
        return List.of(Feature.number("toxicity"));
    }

    @Override
    public void measure(Batch batch, Measurements out) {
        Score score = Score.of(inference, params.model(), params.output(), params.label());
        Questions questions = new Questions(inference, params.model());
        batch.forEach(out, (row, sample) -> {
            String text = sample.text();
            if (!text.isBlank()) {
                questions.ask(ModelRow.text(text), answer -> out.number(row, 0, score.in(answer)));
            }
        });
        questions.finish();
    }

    @Override
    public Decision decide(FeatureRow row) {
        return row.number(0) > params.maxScore() ? Decision.drop("text is toxic") : Decision.KEEP;
    }
}
