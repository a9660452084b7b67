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
 * Keeps English captions that relate things to each other, as the C of CAT (complexity, action, text spotting; arXiv
 * 2301.02280) does. Where CAT counts the relations in the parse of a caption, this counts prepositions and verbs that have a
 * word with a meaning of its own on both sides, in the same clause: {@code dog on a sofa} has one, {@code red sofa dog} none. It is
 * an approximation by lists and endings: attributes are no relations, {@code of} is none, and {@code sitting on} is one.
 */
@OperatorName("caption_complexity")
public final class CaptionComplexityFilter implements Filter {
    private final Params params;

    public CaptionComplexityFilter(Params params) {
        this.params = params;
    }

    /**
     * Limits.
     *
     * @param minRelations fewest relations kept
     */
    public record Params(@Setting(value = "1", min = 0) int minRelations) {}

    @Override
    public List<Feature> features() {
        return List.of(Feature.number("relations"));
    }

    @Override
    public void measure(Batch batch, Measurements out) {
        batch.forEach(out, (row, sample) -> out.number(row, 0, sample.derive(CaptionWords.OF).relations()));
    }

    @Override
    public Decision decide(FeatureRow row) {
        return row.number(0) >= params.minRelations() ? Decision.KEEP : Decision.drop("relations below min_relations");
    }
}
