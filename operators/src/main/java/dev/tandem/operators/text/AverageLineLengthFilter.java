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
 * Keeps samples by the average length of their lines: code points, line ends included, over lines; 0 for empty text.
 */
@OperatorName("average_line_length")
public final class AverageLineLengthFilter implements Filter {
    private final Params params;

    public AverageLineLengthFilter(Params params) {
        this.params = params;
    }

    /**
     * Limits.
     *
     * @param minLen smallest average kept, in code points
     * @param maxLen largest average kept, in code points
     */
    public record Params(
            @Setting(value = "10", min = 0) double minLen, @Setting(value = "Infinity", min = 0) double maxLen) {}

    @Override
    public List<Feature> features() {
        return List.of(Feature.number("avg_line_length"));
    }

    @Override
    public void measure(Batch batch, Measurements out) {
        batch.forEach(out, (row, sample) -> {
            LineLengths lines = sample.derive(LineLengths.OF);
            out.number(row, 0, lines.count() == 0 ? 0 : (double) lines.total() / lines.count());
        });
    }

    @Override
    public Decision decide(FeatureRow row) {
        return Decision.within(
                "avg_line_length", row.number(0), params.minLen(), "min_len", params.maxLen(), "max_len");
    }
}
