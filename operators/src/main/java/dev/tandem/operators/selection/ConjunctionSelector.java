package dev.tandem.operators.selection;

import dev.tandem.core.operator.Decision;
import dev.tandem.core.operator.Feature;
import dev.tandem.core.operator.FeatureReading;
import dev.tandem.core.operator.FeatureReading.Several;
import dev.tandem.core.operator.OperatorName;
import dev.tandem.core.operator.SampleSelector;
import dev.tandem.core.operator.SelectorRow;
import dev.tandem.core.operator.Setting;
import java.util.List;

/**
 * Keeps samples whose measured values meet all conditions, such as a caption length, a picture size and a similarity at once. The
 * first that is not met gives the reason.
 */
@OperatorName("conjunction")
public final class ConjunctionSelector implements SampleSelector {
    private final Params params;
    private final List<Condition.OfFeature> conditions;

    public ConjunctionSelector(Params params) {
        this.params = params;
        this.conditions =
                params.conditions().stream().map(text -> Condition.OfFeature.parse("conditions", text)).toList();
    }

    /**
     * What has to hold.
     *
     * @param conditions each as 'operator.feature &gt;= number', with &gt;=, &gt;, &lt;= or &lt;; all have to be met
     * @param several which number stands for a sample whose media parts have one each
     * @param missing whether a condition on a value that is missing is met (keep) or not (drop)
     */
    public record Params(
            @Setting("") List<String> conditions, @Setting("mean") Several several, @Setting("drop") Missing missing) {}

    @Override
    public List<FeatureReading> readings() {
        return conditions.stream().map(condition -> new FeatureReading(condition.feature(), params.several())).toList();
    }

    @Override
    public List<Feature> features() {
        return List.of(Feature.number("met"));
    }

    @Override
    public Decision decide(SelectorRow row, double[] values) {
        Decision decision = Decision.KEEP;
        int met = 0;
        for (int i = 0; i < conditions.size(); i++) {
            Condition.OfFeature condition = conditions.get(i);
            Decision own = decide(condition, row.number(i));
            met += own.keep() ? 1 : 0;
            decision = decision.keep() ? own : decision;
        }
        values[0] = met;
        return decision;
    }

    private Decision decide(Condition.OfFeature condition, double value) {
        if (Double.isNaN(value)) {
            return OneFeature.withoutValue(params.missing(), condition.feature());
        }
        return condition.condition().isMet(value)
                ? Decision.KEEP
                : Decision.drop(condition.feature() + (condition.condition().comparison().startsWith(">") ? " too low" : " too high"));
    }
}
