package dev.tandem.operators.model;

import dev.tandem.core.inference.Inference;
import dev.tandem.core.model.Sample;
import dev.tandem.core.operator.Decision;
import dev.tandem.core.operator.Feature;
import dev.tandem.core.operator.FeatureReading;
import dev.tandem.core.operator.FeatureReading.Several;
import dev.tandem.core.operator.MediaLimits;
import dev.tandem.core.operator.OperatorContext;
import dev.tandem.core.operator.OperatorName;
import dev.tandem.core.operator.Setting;
import dev.tandem.core.operator.TrainedSelector;
import java.util.List;

/**
 * Trains a data filtering network (Fang et al., 2023) in the run, and scores all pairs of image and text with it: two projections over
 * base models that stay as they are, in the shape of CLIP, trained on a seed set of the best pairs alone. The seed set is the part of the
 * samples whose measured value is highest: a score of another model, or a number that known good pairs carry. The network likes what it
 * has seen, so pairs of the seed set are scored by networks that were trained without them and their page. It knows only what the base
 * models see. Its halves are stored as the models {@code <name>_image} and {@code <name>_text}. What is left is usually cut by
 * {@code top_fraction} of {@code dfn.score}. Greatest limitation: the seed set stands in memory, and is cut at {@code most_pairs}.
 */
@OperatorName("dfn")
public final class DfnSelector implements TrainedSelector {
    private final Params params;
    private final Inference inference;
    private final MediaLimits limits;

    public DfnSelector(Params params, OperatorContext context) {
        this.params = params;
        this.inference = context.inference();
        this.limits = context.mediaLimits();
    }

    /**
     * The seed set, and how the network is trained.
     *
     * @param feature the measured value, as operator.feature, whose highest samples are the seed set, such as clip_score.similarity
     * @param seedFraction share of the samples with a value that is the seed set; of equal values, those with the smallest ids
     * @param mostPairs of the seed set at most
     * @param several which number stands for a sample whose media parts have one each
     * @param name beginning of the names of the two models that are stored
     * @param imageModel base model of images; has an output that is an embedding
     * @param textModel base model of texts; has an output that is an embedding
     * @param folds parts of the seed set, each scored by a network that was trained on the others
     * @param epochs how often each pair of the seed set is seen
     * @param seed of all that is drawn
     * @param minScore smallest cosine kept; the default keeps every pair
     */
    public record Params(
            @Setting("") String feature,
            @Setting(value = "0.3", min = 0, max = 1) double seedFraction,
            @Setting(value = "10000", min = 4, max = 50_000) int mostPairs,
            @Setting("mean") Several several,
            @Setting("dfn") String name,
            @Setting(value = "efficientnet_lite0") String imageModel,
            @Setting(value = "minilm") String textModel,
            @Setting(value = "4", min = 2, max = 20) int folds,
            @Setting(value = "20", min = 1, max = 1_000) int epochs,
            @Setting("1") long seed,
            @Setting(value = "-1", min = -1, max = 1) double minScore) {}

    @Override
    public List<String> models() {
        return List.of(params.imageModel(), params.textModel());
    }

    @Override
    public List<FeatureReading> readings() {
        return List.of(new FeatureReading(params.feature(), params.several()));
    }

    /** The score, and 1 for what the network was trained on, else 0. */
    @Override
    public List<Feature> features() {
        return List.of(Feature.number("score"), Feature.number("seed"));
    }

    @Override
    public Training training() {
        return new Training(
                params.name(), params.imageModel(), params.textModel(), params.seedFraction(), params.mostPairs(), params.folds(),
                params.epochs(), params.seed());
    }

    @Override
    public Decision decide(double score) {
        return score >= params.minScore() ? Decision.KEEP : Decision.drop("score below min_score");
    }

    @Override
    public Decision withoutScore() {
        return Decision.drop("no pair of image and text that can be read");
    }

    @Override
    public void ask(List<Sample> samples) {
        PairVectors asked = vectors();
        samples.forEach(asked::add);
        asked.images().vectors();
        asked.texts().vectors();
    }

    /** Takes pairs, and asks the base models about them. */
    public PairVectors vectors() {
        return new PairVectors(inference, limits, params.imageModel(), params.textModel());
    }
}
