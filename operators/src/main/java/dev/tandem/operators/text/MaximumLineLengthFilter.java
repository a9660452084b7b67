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

/** Keeps samples by the length of their longest line, in code points without the line end; 0 for empty text. */
@OperatorName("maximum_line_length")
public final class MaximumLineLengthFilter implements Filter {
    private final Params params;

    public MaximumLineLengthFilter(Params params) {
        this.params = params;
    }

    /**
     * Limits.
     *
     * @param minLen smallest length kept, in code points
     * @param maxLen largest length kept, in code points
     */
    public record Params(
            @Setting(value = "10", min = 0) double minLen, @Setting(value = "Infinity", min = 0) double maxLen) {}

    @Override
    public List<Feature> features() {
        return List.of(Feature.number("max_line_length"));
    }

    @Override
    public void measure(Batch batch, Measurements out) {
        batch.forEach(out, (row, sample) -> out.number(row, 0, sample.derive(LineLengths.OF).longest()));
    }

    @Override
    public Decision decide(FeatureRow row) {
        return Decision.within(
                "max_line_length", row.number(0), params.minLen(), "min_len", params.maxLen(), "max_len");
    }
}
