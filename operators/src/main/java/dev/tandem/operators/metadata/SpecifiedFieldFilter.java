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
import java.util.Set;

/**
 * Keeps samples by the value of a field that they were read with, such as a licence or a source. Of a list all values have
 * to be wanted; a field that is not there has the empty value.
 */
@OperatorName("specified_field")
public final class SpecifiedFieldFilter implements Filter {
    private final Params params;
    private final Set<String> wanted;

    public SpecifiedFieldFilter(Params params) {
        this.params = params;
        this.wanted = Set.copyOf(params.targetValue());
    }

    /**
     * What is wanted.
     *
     * @param fieldKey the field; one within another by names between dots; empty to keep everything
     * @param targetValue values kept; none to keep everything
     */
    public record Params(@Setting(value = "", measured = true) String fieldKey, @Setting("") List<String> targetValue) {}

    @Override
    public List<Feature> features() {
        return List.of(Feature.text("field_value"));
    }

    @Override
    public void measure(Batch batch, Measurements out) {
        batch.forEach(out,
                (row, sample) -> out.text(row, 0, Field.value(sample.sample().metadata(), params.fieldKey())));
    }

    @Override
    public Decision decide(FeatureRow row) {
        return params.fieldKey().isEmpty() || wanted.isEmpty() || wanted.containsAll(Field.values(row.text(0)))
                ? Decision.KEEP
                : Decision.drop("field_value not in target_value");
    }
}
