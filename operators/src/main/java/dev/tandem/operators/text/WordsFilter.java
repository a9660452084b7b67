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
 * Keeps samples with neither too few nor too many words. Words are separated by spaces, tabs and line feeds and
 * stripped of special characters; what consists of nothing else, such as a number, is no word.
 */
@OperatorName(value = "words", version = 2)
public final class WordsFilter implements Filter {
    private final Params params;

    public WordsFilter(Params params) {
        this.params = params;
    }

    /**
     * Limits.
     *
     * @param minNum fewest words kept
     * @param maxNum most words kept
     */
    public record Params(
            @Setting(value = "10", min = 0) long minNum, @Setting(value = "Infinity", min = 0) long maxNum) {}

    @Override
    public List<Feature> features() {
        return List.of(Feature.number("num_words"));
    }

    @Override
    public void measure(Batch batch, Measurements out) {
        batch.forEach(out, (row, sample) -> out.number(row, 0, sample.derive(Words.STRIPPED).count()));
    }

    @Override
    public Decision decide(FeatureRow row) {
        return Decision.within("num_words", row.number(0), params.minNum(), "min_num", params.maxNum(), "max_num");
    }
}
