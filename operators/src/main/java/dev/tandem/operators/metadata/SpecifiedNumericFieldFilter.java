package dev.tandem.operators.metadata;

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
 * Keeps samples by a number that they were read with, such as a score or a year. A field that is not there, or no number,
 * drops its sample. Unlike in Data-Juicer, which takes it for no value, 0 is a number.
 */
@OperatorName("specified_numeric_field")
public final class SpecifiedNumericFieldFilter implements Filter {
    private final Params params;

    public SpecifiedNumericFieldFilter(Params params) {
        this.params = params;
    }

    /**
     * Limits.
     *
     * @param fieldKey the field; one within another by names between dots; empty to keep everything
     * @param minValue smallest value kept
     * @param maxValue largest value kept
     */
    public record Params(
            @Setting(value = "", measured = true) String fieldKey,
            @Setting("-9223372036854775807") double minValue,
            @Setting("9223372036854775807") double maxValue) {}

    @Override
    public List<Feature> features() {
        return List.of(Feature.number("field_value"));
    }

    @Override
    public void measure(Batch batch, Measurements out) {
        batch.forEach(out,
                (row, sample) -> out.number(row, 0, Field.number(Field.value(sample.sample().metadata(), params.fieldKey()))));
    }

    @Override
    public Decision decide(FeatureRow row) {
        return params.fieldKey().isEmpty()
                ? Decision.KEEP
                : Decision.within(
                        "field_value", row.number(0), params.minValue(), "min_value", params.maxValue(), "max_value");
    }
}
