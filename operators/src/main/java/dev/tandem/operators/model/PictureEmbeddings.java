package dev.tandem.operators.model;

import dev.tandem.core.error.ErrorCode;
import dev.tandem.core.error.SampleFailedException;
import dev.tandem.core.error.TandemException;
import dev.tandem.core.inference.Inference;
import dev.tandem.core.inference.OutputSpec;
import dev.tandem.core.operator.Batch;
import dev.tandem.core.operator.MediaLimits;
import dev.tandem.core.operator.SampleView;
import dev.tandem.operators.image.codec.SampleImages;

/** What a model of pictures says of the first picture of each sample, as a vector: the output that its contract calls an embedding. */
public final class PictureEmbeddings {
    private PictureEmbeddings() {}

    /** Takes a vector. */
    @FunctionalInterface
    public interface Vectors {
        void accept(int row, float[] vector);
    }

    /** Is told of samples whose picture cannot be decoded. */
    @FunctionalInterface
    public interface Failures {
        void accept(int row, ErrorCode code, String message);
    }

    /** Asks about all samples that have a picture, some at a time: decoded pictures are large. */
    public static void of(
            Batch batch, Inference inference, MediaLimits limits, String model, Vectors vectors, Failures failures) {
        String output = inference.contract(model).outputs().stream()
                .filter(spec -> spec.meaning() == OutputSpec.Meaning.EMBEDDING && spec.shape().size() == 1)
                .findFirst()
                .orElseThrow(() -> new TandemException(ErrorCode.INVALID_RECIPE, "The model '" + model
                        + "' has no output that is an embedding. Name one that has, such as efficientnet_lite0."))
                .name();
        Questions questions = new Questions(inference, model);
        for (int row = 0; row < batch.size(); row++) {
            int place = row;
            SampleView sample = batch.samples().get(row);
            try {
                SampleImages images = SampleImages.of(sample, limits);
                if (images.count() > 0) {
                    questions.ask(
                            PictureRow.of(sample, PictureRgb.of(images.image(0).pixels())),
                            answer -> vectors.accept(place, answer.output(output).values()));
                }
            } catch (SampleFailedException e) {
                failures.accept(row, e.code(), e.getMessage());
            }
            sample.forget();
        }
        questions.finish();
    }
}
