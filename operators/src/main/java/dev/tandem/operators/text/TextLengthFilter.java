package dev.tandem.operators.text;

import dev.tandem.core.operator.Batch;
import dev.tandem.core.operator.Decision;
import dev.tandem.core.operator.Feature;
import dev.tandem.core.operator.FeatureRow;
import dev.tandem.core.operator.Filter;
import dev.tandem.core.operator.Measurements;
import dev.tandem.core.operator.OperatorName;
import dev.tandem.core.operator.Setting;
import dev.tandem.operators.text.english.TextUnits;
import java.util.List;

/** Keeps samples whose text is neither too short nor too long, counted in Unicode code points. */
@OperatorName("text_length")
public final class TextLengthFilter implements Filter {
    private final Params params;

    public TextLengthFilter(Params params) {
        this.params = params;
    }

    /**
     * Limits of the length.
     *
     * @param minLen smallest length kept, in code points
     * @param maxLen largest length kept, in code points
     */
    public record Params(
            @Setting(value = "10", min = 0) long minLen, @Setting(value = "Infinity", min = 0) long maxLen) {}

    @Override
    public List<Feature> features() {
        return List.of(Feature.number("text_len"));
    }

    @Override
    public void measure(Batch batch, Measurements out) {
        batch.forEach(out, (row, sample) -> {
            TextUnits text = sample.derive(TextUnits.OF);
            out.number(row, 0, text.codePoints(0, text.length()));
        });
    }

    @Override
    public Decision decide(FeatureRow row) {
        return Decision.within("text_len", row.number(0), params.minLen(), "min_len", params.maxLen(), "max_len");
    }
}
