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
 * Keeps samples by the share of special characters: punctuation, digits, white space, symbols and emoji of a fixed list
 * over all code points; 0 for empty text.
 */
@OperatorName("special_characters")
public final class SpecialCharactersFilter implements Filter {
    private final Params params;

    public SpecialCharactersFilter(Params params) {
        this.params = params;
    }

    /**
     * Limits.
     *
     * @param minRatio smallest share kept
     * @param maxRatio largest share kept
     */
    public record Params(
            @Setting(value = "0", min = 0, max = 1) double minRatio,
            @Setting(value = "0.25", min = 0, max = 1) double maxRatio) {}

    @Override
    public List<Feature> features() {
        return List.of(Feature.number("special_char_ratio"));
    }

    @Override
    public void measure(Batch batch, Measurements out) {
        batch.forEach(out, (row, sample) -> {
            CharacterKinds kinds = sample.derive(CharacterKinds.OF);
            out.number(row, 0, kinds.share(kinds.special()));
        });
    }

    @Override
    public Decision decide(FeatureRow row) {
        return Decision.within(
                "special_char_ratio", row.number(0), params.minRatio(), "min_ratio", params.maxRatio(), "max_ratio");
    }
}
