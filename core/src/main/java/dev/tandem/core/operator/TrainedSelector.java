package dev.tandem.core.operator;

import dev.tandem.core.model.Sample;
import java.util.List;

/**
 * A selector that judges samples by a model of its own, in two restartable kinds of work: it is <em>trained</em> once, on the samples of
 * the step that its reading ranks highest, and every shard is <em>scored</em> by what was trained. The result depends neither on the cut
 * into shards nor on any order. A training holds its samples in memory and so has a limit of them.
 */
public interface TrainedSelector extends Selector {

    /** Which samples it is trained on, and how. */
    Training training();

    /** Keep or drop by the score that the trained model gives. */
    Decision decide(double score);

    /** What becomes of a sample that the model cannot look at. */
    Decision withoutScore();

    /** Asks the models that it stands on about samples as a run would, for whoever counts what that takes. */
    void ask(List<Sample> samples);

    @Override
    default Access access() {
        return Access.IDS;
    }

    /**
     * How a model is trained.
     *
     * @param name beginning of the names of what is trained
     * @param imageModel base model of pictures
     * @param textModel base model of texts
     * @param fraction share of the samples with a value that are trained on
     * @param most of them at most
     * @param folds in each of which its own samples are scored by a model that has not seen them
     * @param epochs how often each is seen
     * @param seed of all that is drawn
     */
    record Training(
            String name, String imageModel, String textModel, double fraction, int most, int folds, int epochs, long seed) {}
}
