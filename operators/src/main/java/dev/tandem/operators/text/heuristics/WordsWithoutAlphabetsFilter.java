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
 * Keeps text whose words have letters: words with a letter over all words, which white space separates; 0 for text
 * without words. A rule of NeMo Curator after Gopher.
 */
@OperatorName("words_without_alphabets")
public final class WordsWithoutAlphabetsFilter implements Filter {
    private final Params params;

    public WordsWithoutAlphabetsFilter(Params params) {
        this.params = params;
    }

    /**
     * The limit.
     *
     * @param minWordsWithAlphabets smallest share kept
     */
    public record Params(@Setting(value = "0.8", min = 0, max = 1) double minWordsWithAlphabets) {}

    @Override
    public List<Feature> features() {
        return List.of(Feature.number("words_with_alphabets_ratio"));
    }

    @Override
    public void measure(Batch batch, Measurements out) {
        batch.forEach(out, (row, sample) -> {
            WordCounts counts = sample.derive(WordCounts.OF);
            out.number(row, 0, counts.words() == 0 ? 0 : (double) counts.alphabetic() / counts.words());
        });
    }

    @Override
    public Decision decide(FeatureRow row) {
        return row.number(0) >= params.minWordsWithAlphabets()
                ? Decision.KEEP
                : Decision.drop("words_with_alphabets_ratio below min_words_with_alphabets");
    }
}
