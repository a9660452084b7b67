package dev.tandem.operators.selection;

import dev.tandem.core.operator.Decision;
import dev.tandem.core.operator.Feature;
import dev.tandem.core.operator.FeatureReading;
import dev.tandem.core.operator.FeatureReading.Several;
import dev.tandem.core.operator.OperatorName;
import dev.tandem.core.operator.SelectorRow;
import dev.tandem.core.operator.SetSelector;
import dev.tandem.core.operator.Setting;
import dev.tandem.core.vote.VoterQuality;
import java.util.List;
import java.util.function.Consumer;

/**
 * Keeps samples that are probably good by several weak votes, whose quality it learns from how they agree, without one labelled
 * sample (weak supervision). Each vote looks at one measured value, and votes to keep, to drop, or not at all. The generative model
 * is that of Dawid and Skene: a vote is right with a probability of its own for good and for bad samples, and independent of the
 * others; expectation maximisation runs over the counts of the patterns of votes for a fixed number of steps, so that the result
 * is the same whatever the shards are. The majority model takes the share of the votes cast that are to keep. The greatest limitation
 * of the generative model: votes that are copies of each other count as if each had looked for itself.
 */
@OperatorName("label_model")
public final class LabelModelSelector implements SetSelector {
    private static final int MOST = 32;

    private final Params params;
    private final List<Vote> votes;

    public LabelModelSelector(Params params) {
        if (params.votes().size() > MOST) {
            throw new IllegalArgumentException("parameter 'votes' has at most " + MOST + " of them, found " + params.votes().size());
        }
        this.params = params;
        this.votes = params.votes().stream().map(Vote::parse).toList();
    }

    /**
     * Who votes, and what is made of it.
     *
     * @param votes each as 'operator.feature keep &gt;= number drop &lt; number', or with one of the two conditions alone, with
     *     &gt;=, &gt;, &lt;= or &lt;; where none of them is met, or both are, there is no vote
     * @param model whether the quality of votes is learnt, or all votes count the same
     * @param minProbability least probability of being good of a sample that stays
     * @param classBalance share of good samples that the generative model assumes; 0 to learn it as well
     * @param iterations steps of expectation maximisation
     * @param several which number stands for a sample whose media parts have one each
     * @param missing what becomes of samples that no vote is cast on
     */
    public record Params(
            @Setting("") List<String> votes,
            @Setting("generative") Model model,
            @Setting(value = "0.5", min = 0, max = 1) double minProbability,
            @Setting(value = "0.5", min = 0, max = 0.999) double classBalance,
            @Setting(value = "100", min = 1, max = 1000) int iterations,
            @Setting("mean") Several several,
            @Setting("drop") Missing missing) {}

    /** What is made of votes. */
    public enum Model {
        GENERATIVE,
        MAJORITY
    }

    @Override
    public List<FeatureReading> readings() {
        return votes.stream().map(vote -> new FeatureReading(vote.feature(), params.several())).toList();
    }

    @Override
    public List<Feature> features() {
        return List.of(Feature.number("probability"), Feature.number("min"), Feature.number("votes"));
    }

    @Override
    public int keyBytes() {
        return Math.max(1, votes.size());
    }

    @Override
    public void keys(SelectorRow row, Consumer<byte[]> counted) {
        byte[] pattern = pattern(row);
        if (params.model() == Model.GENERATIVE && cast(pattern) > 0) {
            counted.accept(pattern);
        }
    }

    private byte[] pattern(SelectorRow row) {
        byte[] pattern = new byte[keyBytes()];
        for (int i = 0; i < votes.size(); i++) {
            pattern[i] = votes.get(i).of(row.number(i));
        }
        return pattern;
    }

    private static int cast(byte[] pattern) {
        int cast = 0;
        for (byte vote : pattern) {
            cast += vote == VoterQuality.NONE ? 0 : 1;
        }
        return cast;
    }

    @Override
    public byte[] conclude(KeyCounts all, KeySink table) {
        return params.model() == Model.MAJORITY
                ? new byte[0]
                : VoterQuality.learn(all, keyBytes(), params.classBalance(), params.iterations()).encode();
    }

    @Override
    public Judge judge(byte[] concluded, KeyTable table) {
        VoterQuality quality = params.model() == Model.MAJORITY ? null : VoterQuality.decode(concluded);
        return (row, values) -> {
            byte[] pattern = pattern(row);
            int cast = cast(pattern);
            values[2] = cast;
            if (cast == 0) {
                return params.missing() == Missing.KEEP ? Decision.KEEP : Decision.drop("no vote is cast");
            }
            double probability = quality == null ? shareToKeep(pattern, cast) : quality.probability(pattern);
            values[0] = probability;
            values[1] = params.minProbability();
            return probability >= params.minProbability() ? Decision.KEEP : Decision.drop("probability below min_probability");
        };
    }

    private static double shareToKeep(byte[] pattern, int cast) {
        int keep = 0;
        for (byte vote : pattern) {
            keep += vote == VoterQuality.KEEP ? 1 : 0;
        }
        return (double) keep / cast;
    }
}
