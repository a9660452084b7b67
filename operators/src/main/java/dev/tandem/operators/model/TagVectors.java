package dev.tandem.operators.model;

import dev.tandem.core.error.ErrorCode;
import dev.tandem.core.error.TandemException;
import dev.tandem.core.inference.Inference;
import dev.tandem.core.inference.ModelAnswer;
import dev.tandem.core.inference.OutputSpec;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What a tagger sees in a picture, as a sentence model puts it: the mean of the embeddings of the likeliest tags, each weighted with its
 * probability; ConSE (Norouzi et al., 2013).
 */
final class TagVectors {
    /** How many tags count where nobody says. */
    static final int USUAL = 10;

    private final Inference inference;
    private final String textModel;
    private final int topTags;
    private final String output;
    private final List<String> labels;
    /** By tag; no more than the tagger has. */
    private final Map<String, float[]> tags = new HashMap<>();

    /** @param output the tagger's output; empty for its first one of probabilities */
    TagVectors(Inference inference, String tagger, String output, String textModel, int topTags) {
        this.inference = inference;
        this.textModel = textModel;
        this.topTags = topTags;
        this.output = output.isEmpty() ? probabilities(inference, tagger) : output;
        this.labels = inference.labels(tagger, this.output);
    }

    /** The output of a tagger. */
    static String probabilities(Inference inference, String tagger) {
        return inference.contract(tagger).outputs().stream()
                .filter(output -> output.meaning() == OutputSpec.Meaning.PROBABILITIES)
                .map(OutputSpec::name)
                .findFirst()
                .orElseThrow(() -> new TandemException(ErrorCode.INVALID_RECIPE,
                        "The model '" + tagger + "' has no output of probabilities. Name a model that tags pictures."));
    }

    float[] mean(ModelAnswer answer) {
        float[] chances = answer.output(output).values();
        int[] likeliest = TopTags.of(chances, topTags);
        embed(likeliest);
        double sum = 0;
        double[] mean = null;
        for (int tag : likeliest) {
            float[] vector = tags.get(labels.get(tag));
            mean = mean == null ? new double[vector.length] : mean;
            for (int d = 0; d < vector.length; d++) {
                mean[d] += (double) chances[tag] * vector[d];
            }
            sum += chances[tag];
        }
        float[] vector = new float[mean.length];
        for (int d = 0; d < mean.length; d++) {
            vector[d] = (float) (mean[d] / Math.max(sum, Double.MIN_NORMAL));
        }
        return vector;
    }

    private void embed(int[] likeliest) {
        List<String> missing = new ArrayList<>();
        for (int tag : likeliest) {
            if (!tags.containsKey(labels.get(tag)) && !missing.contains(labels.get(tag))) {
                missing.add(labels.get(tag));
            }
        }
        if (!missing.isEmpty()) {
            float[][] vectors = inference.embedTexts(textModel, missing);
            for (int i = 0; i < vectors.length; i++) {
                tags.put(missing.get(i), vectors[i]);
            }
        }
    }
}
