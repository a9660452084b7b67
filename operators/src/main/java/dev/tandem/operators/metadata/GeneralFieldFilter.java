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
import java.util.Optional;

/**
 * Keeps samples that meet a condition on the fields that they were read with, and on their {@code text}:
 * {@code 10 < num <= 30 and (lang == 'en' or meta.score > 0.5) and not draft}. Fields are compared as numbers where they
 * stand beside a number, or where both sides are fields and numbers; else as text. Nothing is true of a field that is not
 * there, not even that it differs. A field alone is true when it is neither empty nor 0 nor false. Unlike in Data-Juicer
 * there are {@code not} and negative numbers, and a field that is no number makes a comparison false instead of ending
 * the run.
 */
@OperatorName("general_field")
public final class GeneralFieldFilter implements Filter {
    private final Optional<FieldCondition> condition;

    public GeneralFieldFilter(Params params) {
        this.condition = params.filterCondition().isBlank()
                ? Optional.empty()
                : Optional.of(FieldConditionParser.parse(params.filterCondition()));
    }

    /**
     * What is wanted.
     *
     * @param filterCondition comparisons with {@code < <= > >= == !=}, also in chains, joined by {@code and}, {@code or},
     *     {@code not} and parentheses; fields within fields have names with dots; empty to keep everything
     */
    public record Params(@Setting(value = "", measured = true) String filterCondition) {}

    /** 1 where it is met, else 0. */
    @Override
    public List<Feature> features() {
        return List.of(Feature.number("general_field_filter_condition"));
    }

    @Override
    public void measure(Batch batch, Measurements out) {
        batch.forEach(out, (row, sample) -> {
            boolean met = condition.isEmpty() || condition.get().holds(sample.sample().metadata(), sample.text());
            out.number(row, 0, met ? 1 : 0);
        });
    }

    @Override
    public Decision decide(FeatureRow row) {
        return row.number(0) == 1 ? Decision.KEEP : Decision.drop("filter_condition not met");
    }
}
