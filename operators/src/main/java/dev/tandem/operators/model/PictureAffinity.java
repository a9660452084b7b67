package dev.tandem.operators.model;

import dev.tandem.core.error.SampleFailedException;
import dev.tandem.core.inference.Inference;
import dev.tandem.core.inference.ModelAnswer;
import dev.tandem.core.inference.ModelRow;
import dev.tandem.core.inference.RgbPixels;
import dev.tandem.core.model.Part;
import dev.tandem.core.operator.MediaLimits;
import dev.tandem.core.operator.OperatorContext;
import dev.tandem.operators.image.codec.ImageDecoder;
import java.util.List;

/** How well texts fit a picture, as two models say: the cosine of their vectors. Thread-safe: one picture is decoded at a time. */
public final class PictureAffinity {
    private final Inference inference;
    private final MediaLimits limits;
    private final String textModel;
    private final PictureVector vector;

    @FunctionalInterface
    private interface PictureVector {
        float[] of(RgbPixels picture);
    }

    private PictureAffinity(OperatorContext context, String textModel, PictureVector vector) {
        this.inference = context.inference();
        this.limits = context.mediaLimits();
        this.textModel = textModel;
        this.vector = vector;
    }

    /** By the two halves of one model. */
    public static PictureAffinity ofEmbeddings(OperatorContext context, String imageModel, String textModel) {
        return new PictureAffinity(context, textModel, picture ->
                context.inference().infer(imageModel, List.of(ModelRow.image(picture))).getFirst().first().values());
    }

    /** By the likeliest tags of the picture. */
    public static PictureAffinity ofTags(OperatorContext context, String tagger, String textModel) {
        TagVectors tags = new TagVectors(context.inference(), tagger, "", textModel, TagVectors.USUAL);
        return new PictureAffinity(context, textModel, picture -> {
            ModelAnswer answer = context.inference().infer(tagger, List.of(ModelRow.image(picture))).getFirst();
            return tags.mean(answer);
        });
    }

    /** A cosine for each text. */
    public synchronized double[] of(Part.Media picture, List<String> texts) throws SampleFailedException {
        float[] seen = vector.of(PictureRgb.of(ImageDecoder.decode(picture.content(), limits).pixels()));
        float[][] said = inference.embedTexts(textModel, texts);
        double[] scores = new double[said.length];
        for (int i = 0; i < said.length; i++) {
            scores[i] = Cosine.of(said[i], seen);
        }
        return scores;
    }
}
