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
 * Keeps text that does not repeat its paragraphs: characters of different paragraphs over characters of all of them; 0
 * without any. Paragraphs are what two line feeds separate. A rule of NeMo Curator, whose limit is a smallest share of
 * what is not repeated, whatever its name says.
 */
@OperatorName("repeated_paragraphs_by_char")
public final class RepeatedParagraphsByCharFilter implements Filter {
    private final Params params;

    public RepeatedParagraphsByCharFilter(Params params) {
        this.params = params;
    }

    /**
     * The limit.
     *
     * @param maxRepeatedParagraphsCharRatio smallest share kept
     */
    public record Params(@Setting(value = "0.8", min = 0, max = 1) double maxRepeatedParagraphsCharRatio) {}

    @Override
    public List<Feature> features() {
        return List.of(Feature.number("unique_paragraphs_char_ratio"));
    }

    @Override
    public void measure(Batch batch, Measurements out) {
        batch.forEach(out, (row, sample) -> out.number(row, 0, sample.derive(TextPieces.PARAGRAPH_UNIQUENESS).lengthShare()));
    }

    @Override
    public Decision decide(FeatureRow row) {
        return row.number(0) >= params.maxRepeatedParagraphsCharRatio()
                ? Decision.KEEP
                : Decision.drop("unique_paragraphs_char_ratio below max_repeated_paragraphs_char_ratio");
    }
}
