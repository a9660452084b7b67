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
 * Keeps text with few words that are symbols: ellipses, and words with more stretches of number signs than half of
 * their characters, over all words, which white space separates; 1 for text without words. A rule of NeMo Curator after
 * Gopher.
 */
@OperatorName("symbols_to_words")
public final class SymbolsToWordsFilter implements Filter {
    private final Params params;

    public SymbolsToWordsFilter(Params params) {
        this.params = params;
    }

    /**
     * The limit.
     *
     * @param maxSymbolToWordRatio largest share kept
     */
    public record Params(@Setting(value = "0.1", min = 0, max = 1) double maxSymbolToWordRatio) {}

    @Override
    public List<Feature> features() {
        return List.of(Feature.number("symbol_to_word_ratio"));
    }

    @Override
    public void measure(Batch batch, Measurements out) {
        batch.forEach(out, (row, sample) -> {
            WordCounts counts = sample.derive(WordCounts.OF);
            out.number(row, 0, counts.words() == 0 ? 1 : (double) counts.symbols() / counts.words());
        });
    }

    @Override
    public Decision decide(FeatureRow row) {
        return row.number(0) <= params.maxSymbolToWordRatio()
                ? Decision.KEEP
                : Decision.drop("symbol_to_word_ratio above max_symbol_to_word_ratio");
    }
}
