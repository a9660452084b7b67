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
 * Keeps text that does not repeat its paragraphs: different paragraphs over all of them; never 0, since empty text is
 * one. Paragraphs are what two line feeds separate. A rule of NeMo Curator, whose limit is a smallest share of what is
 * not repeated, whatever its name says.
 */
@OperatorName("repeated_paragraphs")
public final class RepeatedParagraphsFilter implements Filter {
    private final Params params;

    public RepeatedParagraphsFilter(Params params) {
        this.params = params;
    }

    /**
     * The limit.
     *
     * @param maxRepeatedParagraphsRatio smallest share kept
     */
    public record Params(@Setting(value = "0.7", min = 0, max = 1) double maxRepeatedParagraphsRatio) {}

    @Override
    public List<Feature> features() {
        return List.of(Feature.number("unique_paragraphs_ratio"));
    }

    @Override
    public void measure(Batch batch, Measurements out) {
        batch.forEach(out, (row, sample) -> out.number(row, 0, sample.derive(TextPieces.PARAGRAPH_UNIQUENESS).share()));
    }

    @Override
    public Decision decide(FeatureRow row) {
        return row.number(0) >= params.maxRepeatedParagraphsRatio()
                ? Decision.KEEP
                : Decision.drop("unique_paragraphs_ratio below max_repeated_paragraphs_ratio");
    }
}
