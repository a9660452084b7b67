package dev.tandem.operators.model;

import dev.tandem.core.inference.Inference;
import dev.tandem.core.model.PartAttributes;
import dev.tandem.core.model.Sample;
import dev.tandem.core.model.SampleMetadata;
import dev.tandem.core.operator.Batch;
import dev.tandem.core.operator.Decision;
import dev.tandem.core.operator.Feature;
import dev.tandem.core.operator.FeatureRow;
import dev.tandem.core.operator.Filter;
import dev.tandem.core.operator.Measurements;
import dev.tandem.core.operator.OperatorContext;
import dev.tandem.core.operator.OperatorName;
import dev.tandem.core.operator.Setting;
import java.util.ArrayList;
import java.util.List;

/**
 * Keeps pairs whose description says what the page around the picture says: the cosine of the sentence embeddings of
 * the description, and of the page's title with the text around the picture, rounded to four digits. A pair that lacks
 * one of the two is dropped.
 */
@OperatorName("text_similarity")
public final class TextSimilarityFilter implements Filter {
    private final Params params;
    private final Inference inference;

    public TextSimilarityFilter(Params params, OperatorContext context) {
        this.params = params;
        this.inference = context.inference();
    }

    /**
     * Limits.
     *
     * @param minScore smallest cosine kept
     * @param maxScore largest cosine kept
     * @param model the sentence model to ask
     */
    public record Params(
            @Setting(value = "0.1", min = -1, max = 1) double minScore,
            @Setting(value = "1.0", min = -1, max = 1) double maxScore,
            @Setting(value = "minilm", measured = true) String model) {}

    @Override
    public List<String> models() {
        return List.of(params.model());
    }

    @Override
    public List<Feature> features() {
        return List.of(Feature.number("similarity"));
    }

    @Override
    public void measure(Batch batch, Measurements out) {
        List<Integer> rows = new ArrayList<>();
        List<String> texts = new ArrayList<>();
        for (int row = 0; row < batch.size(); row++) {
            Sample sample = batch.samples().get(row).sample();
            String description = Caption.written(sample);
            String around = around(sample);
            if (!description.isEmpty() && !around.isEmpty()) {
                rows.add(row);
                texts.add(description);
                texts.add(around);
            }
        }
        if (texts.isEmpty()) {
            return;
        }
        float[][] vectors = inference.embedTexts(params.model(), texts);
        for (int i = 0; i < rows.size(); i++) {
            out.number(rows.get(i), 0, Cosine.of(vectors[2 * i], vectors[2 * i + 1]));
        }
    }

    @Override
    public Decision decide(FeatureRow row) {
        return Double.isNaN(row.number(0))
                ? Decision.drop("no description, or no text around the picture")
                : Decision.within(
                        "similarity", row.number(0), params.minScore(), "min_score", params.maxScore(), "max_score");
    }

    private static String around(Sample sample) {
        return (sample.metadata().getOrDefault(SampleMetadata.TITLE, "") + " "
                + Caption.firstMedia(sample.parts(), PartAttributes.SURROUNDING))
                .strip();
    }
}
