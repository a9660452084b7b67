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
 * Keeps samples in wanted languages. The language is that of the candidates which the character trigrams of the first
 * 500 code points fit best; the score is its share of all candidates, rounded to four digits. Text without letters has
 * no language and score 0.
 */
@OperatorName("language")
public final class LanguageFilter implements Filter {
    private final Params params;
    private final LanguageIdentifier identifier;

    public LanguageFilter(Params params) {
        this.params = params;
        this.identifier = LanguageIdentifier.of(params.candidates(), params.languages());
    }

    /**
     * Limits.
     *
     * @param languages languages kept, as ISO 639-1 codes
     * @param minScore smallest score kept
     * @param candidates languages that are told apart
     */
    public record Params(
            @Setting(value = "en", measured = true) List<String> languages,
            @Setting(value = "0.65", min = 0, max = 1) double minScore,
            @Setting(value = "en,de,fr,es,it,pt,nl,pl,ru,zh,ja,ko,ar", measured = true) List<String> candidates) {}

    @Override
    public List<Feature> features() {
        return List.of(Feature.text("lang"), Feature.number("lang_score"));
    }

    @Override
    public void measure(Batch batch, Measurements out) {
        batch.forEach(out, (row, sample) -> {
            LanguageIdentifier.Identified found = identifier.identify(sample.text());
            out.text(row, 0, found.language());
            out.number(row, 1, found.score());
        });
    }

    /** The languages that are told apart decide, and those that are wanted are among them: most can be wanted later. */
    @Override
    public boolean measuresLike(Filter other) {
        return other instanceof LanguageFilter filter && identifier == filter.identifier;
    }

    @Override
    public Decision decide(FeatureRow row) {
        return !params.languages().contains(row.text(0))
                ? Decision.drop("lang not wanted")
                : row.number(1) >= params.minScore() ? Decision.KEEP : Decision.drop("lang_score below min_score");
    }
}
