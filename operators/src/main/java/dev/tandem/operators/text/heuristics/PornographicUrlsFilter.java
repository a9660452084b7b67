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
 * Drops text with a web address that has the word for pornography in it. A rule of NeMo Curator, which has no limit:
 * that is the default here.
 */
@OperatorName("pornographic_urls")
public final class PornographicUrlsFilter implements Filter {
    private final Params params;

    public PornographicUrlsFilter(Params params) {
        this.params = params;
    }

    /**
     * The limit.
     *
     * @param maxNum most such addresses of a text that is kept
     */
    public record Params(@Setting(value = "0", min = 0) int maxNum) {}

    @Override
    public List<Feature> features() {
        return List.of(Feature.number("pornographic_urls"));
    }

    @Override
    public void measure(Batch batch, Measurements out) {
        batch.forEach(out, (row, sample) -> out.number(row, 0, sample.derive(UrlCounts.OF).pornographic()));
    }

    @Override
    public Decision decide(FeatureRow row) {
        return row.number(0) <= params.maxNum() ? Decision.KEEP : Decision.drop("pornographic_urls above max_num");
    }
}
