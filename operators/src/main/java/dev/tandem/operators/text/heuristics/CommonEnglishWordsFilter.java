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
 * Keeps text with the words that English text has most of: the, be, to, of, and, that, have, with. Every occurrence
 * counts, in small letters and alone between white space, so that text in capitals is dropped. A rule of NeMo Curator
 * after Gopher.
 */
@OperatorName("common_english_words")
public final class CommonEnglishWordsFilter implements Filter {
    private final Params params;

    public CommonEnglishWordsFilter(Params params) {
        this.params = params;
    }

    /**
     * The limit.
     *
     * @param minNumCommonWords fewest occurrences kept
     */
    public record Params(@Setting(value = "2", min = 0) int minNumCommonWords) {}

    @Override
    public List<Feature> features() {
        return List.of(Feature.number("common_words"));
    }

    @Override
    public void measure(Batch batch, Measurements out) {
        batch.forEach(out, (row, sample) -> out.number(row, 0, sample.derive(WordCounts.OF).common()));
    }

    @Override
    public Decision decide(FeatureRow row) {
        return row.number(0) >= params.minNumCommonWords()
                ? Decision.KEEP
                : Decision.drop("common_words below min_num_common_words");
    }
}
