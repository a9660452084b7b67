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
 * Keeps text that does not repeat its lines: different lines over all of them; 0 without any. Lines are what line feeds
 * separate, blank ones left out. A rule of NeMo Curator, whose limit is a smallest share of what is not repeated,
 * whatever its name says.
 */
@OperatorName("repeated_lines")
public final class RepeatedLinesFilter implements Filter {
    private final Params params;

    public RepeatedLinesFilter(Params params) {
        this.params = params;
    }

    /**
     * The limit.
     *
     * @param maxRepeatedLineFraction smallest share kept
     */
    public record Params(@Setting(value = "0.7", min = 0, max = 1) double maxRepeatedLineFraction) {}

    @Override
    public List<Feature> features() {
        return List.of(Feature.number("unique_lines_ratio"));
    }

    @Override
    public void measure(Batch batch, Measurements out) {
        batch.forEach(out, (row, sample) -> out.number(row, 0, sample.derive(TextPieces.LINE_UNIQUENESS).share()));
    }

    @Override
    public Decision decide(FeatureRow row) {
        return row.number(0) >= params.maxRepeatedLineFraction()
                ? Decision.KEEP
                : Decision.drop("unique_lines_ratio below max_repeated_line_fraction");
    }
}
