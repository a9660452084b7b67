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
 * Keeps pairs whose text is about what a tagger sees in the picture: the cosine of the text's sentence embedding and the
 * mean of the embeddings of the likeliest tags, each weighted with its probability, rounded to four digits; ConSE (Norouzi
 * et al., 2013), which needs a classifier and a sentence model and no training. It knows no more than the tagger's classes.
 * Samples without text are dropped, samples without images stay.
 */
@OperatorName("tag_similarity")
public final class TagSimilarityFilter implements Filter {
    private final Params params;
    private final Inference inference;
    private final MediaLimits limits;
    private TagVectors tags;

    public TagSimilarityFilter(Params params, OperatorContext context) {
        this.params = params;
        this.inference = context.inference();
        this.limits = context.mediaLimits();
    }

    /**
     * Models, and limits.
     *
     * @param tagger a model that reads an image and answers with probabilities that have labels
     * @param output the tagger's output; empty for its first one of probabilities
     * @param textModel the sentence model for tags and texts
     * @param topTags how many tags count
     * @param minScore smallest cosine kept
     * @param maxScore largest cosine kept
     * @param anyOrAll whether one image within the limits is enough
     */
    public record Params(
            @Setting(value = "efficientnet_lite0", measured = true) String tagger,
            @Setting(value = "", measured = true) String output,
            @Setting(value = "minilm", measured = true) String textModel,
            @Setting(value = "10", min = 1, max = 1000, measured = true) int topTags,
            @Setting(value = "0.1", min = -1, max = 1) double minScore,
            @Setting(value = "1.0", min = -1, max = 1) double maxScore,
            @Setting("any") AnyOrAll anyOrAll) {}

    @Override
    public List<String> models() {
        return List.of(params.tagger(), params.textModel());
    }

    @Override
    public List<Feature> features() {
        return List.of(Feature.numbers("similarity"));
    }

    @Override
    public void measure(Batch batch, Measurements out) {
        if (tags == null) {
            tags = new TagVectors(inference, params.tagger(), params.output(), params.textModel(), params.topTags());
        }
        float[][] texts = CaptionVectors.of(batch, inference, params.textModel());
        Questions questions = new Questions(inference, params.tagger());
        PictureScores.measure(
                batch,
                out,
                0,
                limits,
                (row, sample, picture, score) -> {
                    if (texts[row] != null) {
                        questions.ask(PictureRow.of(sample, picture),
                                answer -> score.accept(Cosine.of(tags.mean(answer), texts[row])));
                    }
                },
                questions::finish);
    }

    @Override
    public Decision decide(FeatureRow row) {
        return PictureScores.decide(row.numbers(0), params.anyOrAll(), params.minScore(), params.maxScore(), "similarity outside limits");
    }
}
