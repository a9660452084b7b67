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
 * Keeps text that does not consist of web addresses: characters of addresses that begin with {@code http://} or {@code
 * https://} over all characters; 1 for empty text. A rule of NeMo Curator.
 */
@OperatorName("urls")
public final class UrlsFilter implements Filter {
    private final Params params;

    public UrlsFilter(Params params) {
        this.params = params;
    }

    /**
     * The limit.
     *
     * @param maxUrlToTextRatio largest share kept
     */
    public record Params(@Setting(value = "0.2", min = 0, max = 1) double maxUrlToTextRatio) {}

    @Override
    public List<Feature> features() {
        return List.of(Feature.number("urls_ratio"));
    }

    @Override
    public void measure(Batch batch, Measurements out) {
        batch.forEach(out, (row, sample) ->
                out.number(row, 0, sample.derive(CharacterCounts.OF).share(sample.derive(UrlCounts.OF).length())));
    }

    @Override
    public Decision decide(FeatureRow row) {
        return row.number(0) <= params.maxUrlToTextRatio()
                ? Decision.KEEP
                : Decision.drop("urls_ratio above max_url_to_text_ratio");
    }
}
