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

/** Keeps text that has certain characters at its beginning, at its end or anywhere, in their case. A rule of NeMo Curator. */
@OperatorName("substring")
public final class SubstringFilter implements Filter {
    private final Params params;

    public SubstringFilter(Params params) {
        this.params = params;
    }

    /** Where the characters stand. */
    public enum Position {
        ANY,
        PREFIX,
        SUFFIX
    }

    /**
     * What is wanted.
     *
     * @param substring the characters; none to keep everything
     * @param position where they stand
     */
    public record Params(
            @Setting(value = "", measured = true) String substring,
            @Setting(value = "any", measured = true) Position position) {}

    /** 1 for text that has them, 0 for other text. */
    @Override
    public List<Feature> features() {
        return List.of(Feature.number("substring"));
    }

    @Override
    public void measure(Batch batch, Measurements out) {
        batch.forEach(out, (row, sample) -> out.number(row, 0, isIn(sample.text()) ? 1 : 0));
    }

    private boolean isIn(String text) {
        return switch (params.position()) {
            case ANY -> text.contains(params.substring());
            case PREFIX -> text.startsWith(params.substring());
            case SUFFIX -> text.endsWith(params.substring());
        };
    }

    @Override
    public Decision decide(FeatureRow row) {
        return row.number(0) == 1 ? Decision.KEEP : Decision.drop("substring not at its position");
    }
}
