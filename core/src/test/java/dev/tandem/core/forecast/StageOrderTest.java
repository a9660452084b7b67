package dev.tandem.core.forecast;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.core.forecast.StageOrder.Candidate;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class StageOrderTest {
    private static final int SAMPLES = 100;

    private static Candidate filter(int place, double nanos, int from, int to) {
        BitSet out = new BitSet();
        out.set(from, to);
        return new Candidate(place, true, nanos, out);
    }

    private static Candidate barrier(int place, double nanos) {
        return new Candidate(place, false, nanos, new BitSet());
    }

    private static List<List<Integer>> best(double stageNanos, Candidate... operators) {
        return new StageOrder(List.of(operators), stageNanos).best(SAMPLES);
    }

    @Test
    void whatIsCheapAndSelectiveComesFirstAndWhatIsDearInAStageOfItsOwn() {
        assertThat(best(50, filter(0, 1_000, 0, 10), filter(1, 10, 0, 80), filter(2, 10, 80, 90)))
                .containsExactly(List.of(1, 2), List.of(0));
    }

    @Test
    void aCutThatCostsMoreThanItSavesIsNone() {
        assertThat(best(10_000, filter(0, 1_000, 0, 10), filter(1, 10, 0, 80))).containsExactly(List.of(1, 0));
        assertThat(best(0, filter(0, 10, 0, 0), filter(1, 10, 0, 0))).containsExactly(List.of(0, 1));
    }

    /** What another filter drops already does not count. */
    @Test
    void filtersThatDropTheSameAreNotBothFirst() {
        assertThat(best(1, filter(0, 100, 0, 50), filter(1, 10, 0, 50), filter(2, 100, 50, 60)).stream().flatMap(List::stream))
                .containsExactly(1, 2, 0);
    }

    @Test
    void filtersStayOnTheirSideOfWhatRewrites() {
        List<List<Integer>> stages = best(1, filter(0, 1_000, 0, 10), barrier(1, 500), filter(2, 1, 0, 90), filter(3, 900, 0, 5));
        assertThat(stages.stream().flatMap(List::stream)).containsExactly(0, 1, 2, 3);
        assertThat(stages).hasSizeGreaterThan(1).last().isEqualTo(List.of(3));
    }

    @Test
    void noOperatorsAreNoStages() {
        assertThat(best(1)).isEmpty();
    }

    /** Every cut of the order that was found costs at least as much. */
    @Property(tries = 100)
    void theCutIsTheBestOfItsOrder(@ForAll long seed) {
        Random random = new Random(seed);
        List<Candidate> operators = IntStream.range(0, 1 + random.nextInt(6))
                .mapToObj(place -> random.nextInt(4) == 0
                        ? barrier(place, random.nextInt(1_000))
                        : filter(place, random.nextInt(1_000), random.nextInt(50), 50 + random.nextInt(50)))
                .toList();
        double stageNanos = random.nextInt(500);
        List<List<Integer>> found = new StageOrder(operators, stageNanos).best(SAMPLES);
        List<Integer> order = found.stream().flatMap(List::stream).toList();
        assertThat(order).containsExactlyInAnyOrderElementsOf(IntStream.range(0, operators.size()).boxed().toList());
        for (int cuts = 0; cuts < 1 << (order.size() - 1); cuts++) {
            List<List<Integer>> other = new ArrayList<>(List.of(new ArrayList<>()));
            for (int i = 0; i < order.size(); i++) {
                if (i > 0 && (cuts >> (i - 1) & 1) == 1) {
                    other.add(new ArrayList<>());
                }
                other.getLast().add(order.get(i));
            }
            assertThat(cost(operators, found, stageNanos)).isLessThanOrEqualTo(cost(operators, other, stageNanos) + 1e-6);
        }
    }

    private static double cost(List<Candidate> operators, List<List<Integer>> stages, double stageNanos) {
        BitSet left = new BitSet();
        left.set(0, SAMPLES);
        double cost = 0;
        for (int stage = 0; stage < stages.size(); stage++) {
            double each = stage == 0 ? 0 : stageNanos;
            int in = left.cardinality();
            for (int place : stages.get(stage)) {
                each += operators.get(place).nanos();
                left.andNot(operators.get(place).out());
            }
            cost += in * each;
        }
        return cost;
    }
}
