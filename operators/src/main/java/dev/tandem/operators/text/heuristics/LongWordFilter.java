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
 * Drops text with a word that no language has, as minified scripts have: the length of the longest word between white
 * space, in code points; 0 for text without words. A rule of NeMo Curator after C4.
 */
@OperatorName("long_word")
public final class LongWordFilter implements Filter {
    private final Params params;

    public LongWordFilter(Params params) {
        this.params = params;
    }

    /**
     * The limit.
     *
     * @param maxWordLength length of the longest word kept
     */
    public record Params(@Setting(value = "1000", min = 0) int maxWordLength) {}

    @Override
    public List<Feature> features() {
        return List.of(Feature.number("longest_word"));
    }

    @Override
    public void measure(Batch batch, Measurements out) {
        batch.forEach(out, (row, sample) -> out.number(row, 0, sample.derive(WordCounts.OF).longest()));
    }

    @Override
    public Decision decide(FeatureRow row) {
        return row.number(0) <= params.maxWordLength()
                ? Decision.KEEP
                : Decision.drop("longest_word above max_word_length");
    }
}
