package dev.tandem.operators.model;

import dev.tandem.core.inference.Inference;
import dev.tandem.core.inference.ModelRow;
import dev.tandem.core.operator.Batch;

/** Embeddings of what the samples of a batch say of their pictures. */
final class CaptionVectors {
    private CaptionVectors() {}

    /** One vector for each sample, null where it says nothing. */
    static float[][] of(Batch batch, Inference inference, String model) {
        return of(batch, inference, model, "");
    }

    /** @param attribute of the first picture, sound or video that is taken for the description; empty for the description */
    static float[][] of(Batch batch, Inference inference, String model, String attribute) {
        float[][] vectors = new float[batch.size()][];
        Questions questions = new Questions(inference, model);
        for (int i = 0; i < vectors.length; i++) {
            int row = i;
            String caption = Caption.of(batch.samples().get(row), attribute);
            if (!caption.isEmpty()) {
                questions.ask(ModelRow.text(caption), answer -> vectors[row] = answer.first().values());
            }
        }
        questions.finish();
        return vectors;
    }
}
