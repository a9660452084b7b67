package dev.tandem.operators.selection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.tandem.operators.testing.SelectorRun;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LabelModelSelectorTest {
    /** How often each voter is right, of the samples that it votes on. */
    private static final double[] RIGHT = {0.95, 0.8, 0.6, 0.6, 0.55};
    private static final int SAMPLES = 4_000;

    private final boolean[] good = new boolean[SAMPLES];
    private final double[][] values = votes();

    /** 1 to keep, -1 to drop, 0 where there is no vote. */
    private double[][] votes() {
        Random random = new Random(11);
        double[][] made = new double[RIGHT.length][SAMPLES];
        for (int row = 0; row < SAMPLES; row++) {
            good[row] = random.nextInt(10) < 4;
            for (int voter = 0; voter < RIGHT.length; voter++) {
                boolean right = random.nextDouble() < RIGHT[voter];
                made[voter][row] = random.nextInt(4) == 0 ? 0 : right == good[row] ? 1 : -1;
            }
        }
        return made;
    }

    private SelectorRun run(Map<String, Object> params) {
        List<String> votes = new ArrayList<>();
        for (int voter = 0; voter < RIGHT.length; voter++) {
            votes.add("v" + voter + ".x keep > 0 drop < 0");
        }
        Map<String, Object> all = new TreeMap<>(params);
        all.put("votes", votes);
        return SelectorRun.of("label_model", all, values);
    }

    private double accuracy(SelectorRun run) {
        int right = 0;
        boolean[] kept = new boolean[SAMPLES];
        run.kept().forEach(row -> kept[row] = true);
        for (int row = 0; row < SAMPLES; row++) {
            right += kept[row] == good[row] ? 1 : 0;
        }
        return (double) right / SAMPLES;
    }

    /** The best that can be done with these votes is to weigh them by how often they are right. */
    @Test
    void theQualityOfVotesIsLearntFromHowTheyAgree() {
        double best = best();

        assertThat(accuracy(run(Map.of("class_balance", 0.4)))).isCloseTo(best, within(0.01));
        assertThat(accuracy(run(Map.of("class_balance", 0)))).isCloseTo(best, within(0.04));
        assertThat(accuracy(run(Map.of()))).as("with a balance that is not theirs").isCloseTo(best, within(0.05));
        assertThat(accuracy(run(Map.of("model", "majority")))).isLessThan(best - 0.08);
    }

    /** Of whoever knows how often each voter is right. */
    private double best() {
        int right = 0;
        for (int row = 0; row < SAMPLES; row++) {
            double odds = Math.log(0.4 / 0.6);
            for (int voter = 0; voter < RIGHT.length; voter++) {
                odds += values[voter][row] * Math.log(RIGHT[voter] / (1 - RIGHT[voter]));
            }
            right += odds > 0 == good[row] ? 1 : 0;
        }
        return (double) right / SAMPLES;
    }

    @Test
    void aSampleWithTheBestVoteAloneIsAsProbablyGoodAsThatVoteIsRight() {
        SelectorRun run = run(Map.of());
        for (int row = 0; row < SAMPLES; row++) {
            if (values[0][row] == 1 && values[1][row] == 0 && values[2][row] == 0 && values[3][row] == 0 && values[4][row] == 0) {
                assertThat(run.values("probability").get(row)).isCloseTo(0.94, within(0.05));
                return;
            }
        }
        throw new AssertionError("there is no such sample");
    }

    @Test
    void whereNoVoteIsCastNothingIsSaid() {
        Map<String, Object> params = Map.of("votes", List.of("a.x keep >= 1", "b.x drop <= 0 keep > 5", "b.x drop < 9 keep > 6"));
        double[] a = {1, 0, Double.NaN, 0};
        double[] b = {Double.NaN, 0, 3, 7};
        SelectorRun run = SelectorRun.of("label_model", params, a, b, b);

        assertThat(run.values("votes")).as("a vote that is for and against is none").containsExactly(1.0, 2.0, 1.0, 1.0);
        assertThat(run.kept()).containsExactly(0, 3);
        assertThat(SelectorRun.of("label_model", Map.of("votes", List.of("a.x keep >= 1")), a).reasons())
                .containsExactly("keep", "no vote is cast", "no vote is cast", "no vote is cast");
    }

    @Test
    void theMajorityIsTheShareOfVotesToKeep() {
        SelectorRun run = SelectorRun.of(
                "label_model",
                Map.of("model", "majority", "votes", List.of("a.x keep > 0 drop < 0", "b.x keep > 0 drop < 0")),
                new double[] {1, 1, -1, 0},
                new double[] {1, -1, -1, 1});

        assertThat(run.values("probability")).containsExactly(1.0, 0.5, 0.0, 1.0);
        assertThat(run.kept()).containsExactly(0, 1, 3);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a.x", "a.x keep > 1 keep > 2", "a.x kept > 1", "a.x keep > 1 drop <", "a.x keep about 1"})
    void whatIsNoVoteIsRefused(String text) {
        assertThatThrownBy(() -> SelectorRun.of("label_model", Map.of("votes", List.of(text)), new double[] {1}))
                .hasMessageContainingAll("'label_model'", "'votes'");
    }
}
