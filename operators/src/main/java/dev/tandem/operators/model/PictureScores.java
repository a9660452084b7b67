package dev.tandem.operators.model;

import dev.tandem.core.error.SampleFailedException;
import dev.tandem.core.inference.Inference;
import dev.tandem.core.inference.RgbPixels;
import dev.tandem.core.operator.Batch;
import dev.tandem.core.operator.Decision;
import dev.tandem.core.operator.Measurements;
import dev.tandem.core.operator.MediaLimits;
import dev.tandem.core.operator.SampleView;
import dev.tandem.operators.image.AnyOrAll;
import dev.tandem.operators.image.codec.SampleImages;
import java.util.Arrays;
import java.util.function.DoubleConsumer;

/** Asks about each picture of each sample of a batch, and writes one number for each. */
final class PictureScores {
    private PictureScores() {}

    /** Asks about a picture of a sample: hands over its number now, later, or never where there is none. */
    @FunctionalInterface
    interface Asking {
        void ask(int row, SampleView sample, RgbPixels picture, DoubleConsumer score) throws SampleFailedException;
    }

    /** What a model says of each picture of a batch: one of its numbers, as the only feature. */
    static void ofModel(
            Batch batch, Measurements out, MediaLimits limits, Inference inference, String model, String output, String label) {
        Score score = Score.of(inference, model, output, label);
        Questions questions = new Questions(inference, model);
        measure(
                batch,
                out,
                0,
                limits,
                (row, sample, picture, number) ->
                        questions.ask(PictureRow.of(sample, picture), answer -> number.accept(score.in(answer))),
                questions::finish);
    }

    /** Keeps a sample by the comparisons of its pictures with its text, which are not numbers where it has none. */
    static Decision decide(double[] scores, AnyOrAll anyOrAll, double min, double max, String outside) {
        return anyOrAll.decide(
                scores.length,
                i -> scores[i] >= min && scores[i] <= max,
                scores.length > 0 && Double.isNaN(scores[0]) ? "no text to compare with" : outside);
    }

    /**
     * Measures a batch: a number for each picture, NaN where there is none.
     *
     * @param feature where the numbers go
     * @param finish asks what has not been asked yet
     */
    static void measure(Batch batch, Measurements out, int feature, MediaLimits limits, Asking asking, Runnable finish) {
        double[][] scores = new double[batch.size()][];
        batch.forEach(out, (row, sample) -> {
            SampleImages images = SampleImages.of(sample, limits);
            double[] ofRow = new double[images.count()];
            Arrays.fill(ofRow, Double.NaN);
            for (int i = 0; i < ofRow.length; i++) {
                int place = i;
                asking.ask(row, sample, PictureRgb.of(images.image(i).pixels()), score -> ofRow[place] = score);
            }
            scores[row] = ofRow;
            // Decoded pictures of a whole batch together are large.
            sample.forget();
        });
        finish.run();
        for (int row = 0; row < scores.length; row++) {
            if (scores[row] != null) {
                out.numbers(row, feature, scores[row]);
            }
        }
    }
}
