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
 * Drops images that a model thinks watermarked, by the probability that it gives them; Data-Juicer's
 * {@code image_watermark}. {@code image_watermark_like} needs no model, and finds less.
 */
@OperatorName("watermark")
public final class WatermarkFilter implements Filter {
    private final Params params;
    private final Inference inference;
    private final MediaLimits limits;

    public WatermarkFilter(Params params, OperatorContext context) {
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
     * @param probThreshold largest probability kept
     * @param anyOrAll whether one image within the limits is enough
     */
    public record Params(
            @Setting(value = "watermark", measured = true) String model,
            @Setting(value = "", measured = true) String output,
            @Setting(value = "watermark", measured = true) String label,
            @Setting(value = "0.8", min = 0, max = 1) double probThreshold,
            @Setting("any") AnyOrAll anyOrAll) {}

    @Override
    public List<String> models() {
        return List.of(params.model());
    }

    @Override
    public List<Feature> features() {
        return List.of(Feature.numbers("watermark_score"));
    }

    @Override
    public void measure(Batch batch, Measurements out) {
        PictureScores.ofModel(batch, out, limits, inference, params.model(), params.output(), params.label());
    }

    @Override
    public Decision decide(FeatureRow row) {
        double[] scores = row.numbers(0);
        return params.anyOrAll().decide(scores.length, i -> scores[i] <= params.probThreshold(), "image is watermarked");
    }
}
