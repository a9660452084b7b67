package dev.tandem.operators.model;

import dev.tandem.core.error.SampleFailedException;
import dev.tandem.core.inference.Inference;
import dev.tandem.core.inference.ModelRow;
import dev.tandem.core.model.Sample;
import dev.tandem.core.operator.MediaLimits;
import dev.tandem.core.operator.SampleView;
import dev.tandem.operators.image.codec.SampleImages;
import java.util.ArrayList;
import java.util.List;

/** What a model says of pictures: what clusters are made of. Held in memory, some kilobytes a picture. */
public final class PictureVectors {
    private final MediaLimits limits;
    private final Questions questions;
    private final String output;
    private final List<float[]> vectors = new ArrayList<>();
    private long skipped;

    /** @param model reads images, and has an output that is an embedding */
    public PictureVectors(Inference inference, MediaLimits limits, String model) {
        this.limits = limits;
        this.questions = new Questions(inference, model);
        this.output = PairVectors.embedding(inference, model).name();
    }

    /** Adds the pictures of a sample; one with a picture that cannot be decoded is skipped and counted. */
    public void add(Sample sample) {
        try {
            SampleImages images = SampleImages.of(new SampleView(sample), limits);
            for (int i = 0; i < images.count(); i++) {
                questions.ask(ModelRow.image(PictureRgb.of(images.image(i).pixels())),
                        answer -> vectors.add(answer.output(output).values()));
            }
        } catch (SampleFailedException e) {
            skip();
        }
    }

    /** Counts something that is no picture. */
    public void skip() {
        skipped++;
    }

    /** One for each picture, in order. */
    public float[][] vectors() {
        questions.finish();
        return vectors.toArray(float[][]::new);
    }

    public long skipped() {
        return skipped;
    }
}
