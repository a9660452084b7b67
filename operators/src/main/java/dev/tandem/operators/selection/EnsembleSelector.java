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
 * Keeps samples that enough of several votes are for: each vote is a condition on a measured value, and is for the sample where it
 * is met. A vote whose value is missing is not cast. With {@code min_share: 0} one vote for the sample is not even needed; with 1 all
 * that are cast have to be.
 */
@OperatorName("ensemble")
public final class EnsembleSelector implements SampleSelector {
    private final Params params;
    private final List<Condition.OfFeature> votes;
    private final double[] weights;

    public EnsembleSelector(Params params) {
        this.params = params;
        this.votes = params.votes().stream().map(text -> Condition.OfFeature.parse("votes", text)).toList();
        this.weights = Weights.of(params.weights(), votes.size(), "votes", 1);
    }

    /**
     * Who votes, and what is enough.
     *
     * @param votes each as 'operator.feature &gt;= number', with &gt;=, &gt;, &lt;= or &lt;
     * @param weights how much each vote counts, in the same order; the same where there are none
     * @param minShare least share of the weights of the votes cast that is for a sample which stays
     * @param several which number stands for a sample whose media parts have one each
     * @param missing what becomes of samples that no vote is cast on
     */
    public record Params(
            @Setting("") List<String> votes,
            @Setting("") List<String> weights,
            @Setting(value = "0.5", min = 0, max = 1) double minShare,
            @Setting("mean") Several several,
            @Setting("drop") Missing missing) {}

    @Override
    public List<FeatureReading> readings() {
        return votes.stream().map(vote -> new FeatureReading(vote.feature(), params.several())).toList();
    }

    @Override
    public List<Feature> features() {
        return List.of(Feature.number("share"), Feature.number("min"), Feature.number("votes"));
    }

    @Override
    public Decision decide(SelectorRow row, double[] values) {
        double in = 0;
        double cast = 0;
        int votesCast = 0;
        for (int i = 0; i < weights.length; i++) {
            double value = row.number(i);
            if (!Double.isNaN(value)) {
                votesCast++;
                cast += weights[i];
                in += votes.get(i).condition().isMet(value) ? weights[i] : 0;
            }
        }
        values[2] = votesCast;
        if (cast == 0) {
            return params.missing() == Missing.KEEP ? Decision.KEEP : Decision.drop("no vote is cast");
        }
        values[0] = in / cast;
        values[1] = params.minShare();
        return in / cast >= params.minShare() ? Decision.KEEP : Decision.drop("share of votes below min_share");
    }
}
