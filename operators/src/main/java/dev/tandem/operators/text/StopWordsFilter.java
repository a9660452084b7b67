package dev.tandem.operators.text;

import dev.tandem.core.operator.Batch;
import dev.tandem.core.operator.Decision;
import dev.tandem.core.operator.Feature;
import dev.tandem.core.operator.FeatureRow;
import dev.tandem.core.operator.Filter;
import dev.tandem.core.operator.Measurements;
import dev.tandem.core.operator.OperatorName;
import dev.tandem.core.operator.Setting;
import dev.tandem.operators.text.english.WordList;
import java.util.List;

/**
 * Keeps samples by the share of stop words: natural text has many. Words are lower-cased and stripped of special
 * characters; 0 for text without words.
 */
@OperatorName(value = "stop_words", version = 3)
public final class StopWordsFilter implements Filter {
    private final Params params;
    private final WordList stopWords;

    public StopWordsFilter(Params params) {
        this.params = params;
        this.stopWords = params.words().isEmpty() ? EnglishStopWords.LIST : new WordList(params.words());
    }

    /**
     * Limits.
     *
     * @param minRatio smallest share kept
     * @param maxRatio largest share kept
     * @param words the stop words; empty for a list of English function words
     */
    public record Params(
            @Setting(value = "0.3", min = 0, max = 1) double minRatio,
            @Setting(value = "1", min = 0, max = 1) double maxRatio,
            @Setting(value = "", measured = true) List<String> words) {}

    @Override
    public List<Feature> features() {
        return List.of(Feature.number("stopwords_ratio"));
    }

    @Override
    public void measure(Batch batch, Measurements out) {
        batch.forEach(out, (row, sample) -> {
            Words words = sample.derive(Words.REFINED);
            out.number(row, 0, words.count() == 0 ? 0 : (double) words.countIn(stopWords) / words.count());
        });
    }

    @Override
    public Decision decide(FeatureRow row) {
        return Decision.within(
                "stopwords_ratio", row.number(0), params.minRatio(), "min_ratio", params.maxRatio(), "max_ratio");
    }
}
