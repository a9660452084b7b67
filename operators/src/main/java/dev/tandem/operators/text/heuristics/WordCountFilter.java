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
 * Keeps text with neither too few nor too many words, counted as what white space separates. A rule of NeMo Curator;
 * {@code words} counts as Data-Juicer does, and leaves out what has special characters alone.
 */
@OperatorName("word_count")
public final class WordCountFilter implements Filter {
    private final Params params;

    public WordCountFilter(Params params) {
        this.params = params;
    }

    /**
     * Limits.
     *
     * @param minWords fewest words kept
     * @param maxWords most words kept
     */
    public record Params(
            @Setting(value = "50", min = 0) long minWords,
            @Setting(value = "100000", min = 0) long maxWords) {}

    @Override
    public List<Feature> features() {
        return List.of(Feature.number("word_count"));
    }

    @Override
    public void measure(Batch batch, Measurements out) {
        batch.forEach(out, (row, sample) -> out.number(row, 0, sample.derive(WordCounts.OF).words()));
    }

    @Override
    public Decision decide(FeatureRow row) {
        return Decision.within(
                "word_count", row.number(0), params.minWords(), "min_words", params.maxWords(), "max_words");
    }
}
