package dev.tandem.operators.text.heuristics;

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
 * Keeps text whose words have the length of words: code points of all words over words, which white space separates; 0
 * for text without words. A rule of NeMo Curator after Gopher.
 */
@OperatorName("mean_word_length")
public final class MeanWordLengthFilter implements Filter {
    private final Params params;

    public MeanWordLengthFilter(Params params) {
        this.params = params;
    }

    /**
     * Limits.
     *
     * @param minMeanWordLength smallest mean kept
     * @param maxMeanWordLength largest mean kept
     */
    public record Params(
            @Setting(value = "3", min = 0) double minMeanWordLength,
            @Setting(value = "10", min = 0) double maxMeanWordLength) {}

    @Override
    public List<Feature> features() {
        return List.of(Feature.number("mean_word_length"));
    }

    @Override
    public void measure(Batch batch, Measurements out) {
        batch.forEach(out, (row, sample) -> {
            WordCounts counts = sample.derive(WordCounts.OF);
            out.number(row, 0, counts.words() == 0 ? 0 : (double) counts.length() / counts.words());
        });
    }

    @Override
    public Decision decide(FeatureRow row) {
        return Decision.within(
                "mean_word_length",
                row.number(0),
                params.minMeanWordLength(),
                "min_mean_word_length",
                params.maxMeanWordLength(),
                "max_mean_word_length");
    }
}
