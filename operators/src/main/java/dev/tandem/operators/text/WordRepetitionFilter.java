package dev.tandem.operators.text;

import dev.tandem.core.operator.Batch;
import dev.tandem.core.operator.Decision;
import dev.tandem.core.operator.Feature;
import dev.tandem.core.operator.FeatureRow;
import dev.tandem.core.operator.Filter;
import dev.tandem.core.operator.Measurements;
import dev.tandem.core.operator.OperatorName;
import dev.tandem.core.operator.Setting;
import java.util.List;

/**
 * Keeps samples by repeated stretches of words. Words are lower-cased and stripped of special characters; of all
 * n-grams, those that occur more than once are summed and divided by the number of all; 0 for fewer words than an
 * n-gram has.
 */
@OperatorName(value = "word_repetition", version = 3)
public final class WordRepetitionFilter implements Filter {
    private final Params params;
    private final NgramCounter ngrams = new NgramCounter();

    public WordRepetitionFilter(Params params) {
        this.params = params;
    }

    /**
     * Limits.
     *
     * @param repLen length of an n-gram, in words
     * @param minRatio smallest ratio kept
     * @param maxRatio largest ratio kept
     */
    public record Params(
            @Setting(value = "10", min = 1, max = 10000, measured = true) int repLen,
            @Setting(value = "0", min = 0, max = 1) double minRatio,
            @Setting(value = "0.5", min = 0, max = 1) double maxRatio) {}

    @Override
    public List<Feature> features() {
        return List.of(Feature.number("word_rep_ratio"));
    }

    @Override
    public void measure(Batch batch, Measurements out) {
        batch.forEach(out, (row, sample) -> {
            NgramCounter.Counts counts = ngrams.count(sample.derive(Words.REFINED_HASHES), params.repLen());
            out.number(row, 0, counts.total() == 0 ? 0 : (double) counts.repeated() / counts.total());
        });
    }

    @Override
    public Decision decide(FeatureRow row) {
        return Decision.within(
                "word_rep_ratio", row.number(0), params.minRatio(), "min_ratio", params.maxRatio(), "max_ratio");
    }
}
