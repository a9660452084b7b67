package dev.tandem.operators.model;

import dev.tandem.core.inference.Inference;
import dev.tandem.core.inference.ModelRow;
import dev.tandem.operators.image.codec.Pixels;
import java.util.List;

/**
 * How well an edited picture fits what was to change.
 *
 * @param image cosine of the two pictures
 * @param direction cosine of the difference of the pictures and the difference of the captions
 * @param textBefore cosine of the first picture and its caption
 * @param textAfter cosine of the edited picture and its caption
 */
public record EditScores(double image, double direction, double textBefore, double textAfter) {

    /** Scores edits of one picture. */
    public static final class Scorer {
        private final Inference inference;
        private final String imageModel;
        private final ModelRow row;
        private final float[] before;
        private final float[] captionBefore;
        private final float[] captionAfter;

        public Scorer(
                Inference inference, String imageModel, String textModel, Pixels picture, String caption, String editedCaption) {
            this.inference = inference;
            this.imageModel = imageModel;
            this.row = ModelRow.image(PictureRgb.of(picture));
            this.before = seen(row);
            float[][] captions = inference.embedTexts(textModel, List.of(caption, editedCaption));
            this.captionBefore = captions[0];
            this.captionAfter = captions[1];
        }

        /** The picture as a question. */
        public ModelRow before() {
            return row;
        }

        public EditScores of(Pixels edited) {
            float[] after = seen(ModelRow.image(PictureRgb.of(edited)));
            return new EditScores(
                    Cosine.of(before, after),
                    Cosine.of(minus(unit(after), unit(before)), minus(unit(captionAfter), unit(captionBefore))),
                    Cosine.of(before, captionBefore),
                    Cosine.of(after, captionAfter));
        }

        private float[] seen(ModelRow picture) {
            return inference.infer(imageModel, List.of(picture)).getFirst().first().values();
        }
    }

    private static float[] unit(float[] vector) {
        double norm = 0;
        for (float value : vector) {
            norm += (double) value * value;
        }
        float[] unit = new float[vector.length];
        for (int i = 0; i < unit.length && norm > 0; i++) {
            unit[i] = (float) (vector[i] / Math.sqrt(norm));
        }
        return unit;
    }

    private static float[] minus(float[] left, float[] right) {
        float[] difference = new float[left.length];
        for (int i = 0; i < difference.length; i++) {
            difference[i] = left[i] - right[i];
        }
        return difference;
    }
}
