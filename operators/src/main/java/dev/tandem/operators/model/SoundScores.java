package dev.tandem.operators.model;

import dev.tandem.core.model.Modality;
import dev.tandem.core.model.Part;
import dev.tandem.core.operator.Batch;
import dev.tandem.core.operator.Measurements;
import dev.tandem.core.operator.MediaLimits;
import dev.tandem.operators.media.codec.SampleMedia;
import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleConsumer;

/** Asks about each sound of each sample of a batch, and writes one number for each. */
final class SoundScores {
    private SoundScores() {}

    /** Asks about a sound: hands over its number now, later, or never where there is none. */
    @FunctionalInterface
    interface Asking {
        void ask(int row, float[] samples, DoubleConsumer score);
    }

    /**
     * Measures a batch: the only feature, a number for each sound, NaN where there is none.
     *
     * @param rate samples of a second that a model wants
     * @param seconds of a longer sound the beginning is heard
     * @param finish asks what has not been asked yet
     */
    static void measure(
            Batch batch, Measurements out, MediaLimits limits, int rate, int seconds, Asking asking, Runnable finish) {
        double[][] scores = new double[batch.size()][];
        batch.forEach(out, (row, sample) -> {
            List<Part.Media> sounds = sample.media().stream().filter(media -> media.modality() == Modality.AUDIO).toList();
            double[] ofRow = new double[sounds.size()];
            Arrays.fill(ofRow, Double.NaN);
            for (int i = 0; i < ofRow.length; i++) {
                int place = i;
                asking.ask(row, SampleMedia.waveform(sounds.get(i), rate, seconds, limits), score -> ofRow[place] = score);
            }
            scores[row] = ofRow;
        });
        finish.run();
        for (int row = 0; row < scores.length; row++) {
            if (scores[row] != null) {
                out.numbers(row, 0, scores[row]);
            }
        }
    }
}
