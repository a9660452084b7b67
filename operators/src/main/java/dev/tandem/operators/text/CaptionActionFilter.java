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
 * Keeps English captions that say that something happens, as the A of CAT (complexity, action, text spotting; arXiv
 * 2301.02280) does. Where CAT asks a parser for verbs, this goes by a list of verbs and their forms, by the endings -ing and
 * -ed, and by the word before: {@code a walk} is no action, {@code people walk} is one. It is an approximation: a verb that is
 * in no list is missed, and a noun in -ing may be taken for one. Forms of be and have, and modal verbs, are no actions.
 */
@OperatorName("caption_action")
public final class CaptionActionFilter implements Filter {
    private final Params params;

    public CaptionActionFilter(Params params) {
        this.params = params;
    }

    /**
     * Limits.
     *
     * @param minActions fewest verbs kept
     */
    public record Params(@Setting(value = "1", min = 0) int minActions) {}

    @Override
    public List<Feature> features() {
        return List.of(Feature.number("actions"));
    }

    @Override
    public void measure(Batch batch, Measurements out) {
        batch.forEach(out, (row, sample) -> out.number(row, 0, sample.derive(CaptionWords.OF).actions()));
    }

    @Override
    public Decision decide(FeatureRow row) {
        return row.number(0) >= params.minActions() ? Decision.KEEP : Decision.drop("actions below min_actions");
    }
}
