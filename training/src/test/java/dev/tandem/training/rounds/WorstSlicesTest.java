package dev.tandem.training.rounds;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.core.model.Digest;
import dev.tandem.core.recipe.Rounds.Source;
import dev.tandem.core.recipe.Rounds.Worst;
import dev.tandem.core.rounds.Estimate;
import dev.tandem.core.rounds.RoundNumbers.Slice;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class WorstSlicesTest {
    /** Every third pair is a reject, every third waits; the rest is in. Scores grow. */
    private static final int COUNT = 30;
    private static final double[] SCORES = IntStream.range(0, COUNT).mapToDouble(i -> i).toArray();
    private static final SortedMap<String, Slice> FOUND = new TreeMap<>(Map.of(
            "kind: good", slice(0.9), "kind: poor", slice(0.2), "kind: bad", slice(0.1)));

    private static Slice slice(double recall) {
        return new Slice(12, new Estimate(recall, recall - 0.1, recall + 0.1));
    }

    @Test
    void whatIsMadeByChanceIsComparedWithWhatIsMadeOfAnyKindAndThatNeverComesIn() {
        Source[] sources = new Source[COUNT];
        List<PoolPair> pairs = new ArrayList<>();
        for (int i = 0; i < COUNT; i++) {
            sources[i] = Source.AUGMENT;
            List<String> kinds = i % 2 == 0 ? List.of("kind: bad") : List.of("kind: bad", PoolPair.CONTROL);
            pairs.add(new PoolPair(Digest.of("pair " + i), 0, i, true, "page " + i, "t", "n", kinds));
        }
        WorstSlices worst = new WorstSlices(new Worst(1, 5, List.of(Source.AUGMENT), List.of()), pairs, sources, SCORES);
        List<WorstSlices.Need> needs = worst.choose(FOUND);
        assertThat(needs.getFirst().chosen()).containsExactly(28, 26, 24, 22, 20);
        assertThat(Arrays.stream(worst.random(needs, 3)).boxed()).hasSize(5).allMatch(i -> i % 2 == 1);
    }

    private static WorstSlices of(int slices, int budget, Source... from) {
        Source[] sources = new Source[COUNT];
        List<PoolPair> pairs = new ArrayList<>();
        for (int i = 0; i < COUNT; i++) {
            sources[i] = i % 3 == 0 ? Source.REJECTS : i % 3 == 1 ? Source.RESERVE : null;
            List<String> kinds = i < 10 ? List.of("kind: bad") : i < 14 ? List.of("kind: bad", "kind: poor") : List.of("kind: poor");
            pairs.add(new PoolPair(Digest.of("pair " + i), 0, i, true, "page " + i, "t", "n", kinds));
        }
        return new WorstSlices(new Worst(slices, budget, List.of(from), List.of("more")), pairs, sources, SCORES);
    }

    private static List<List<Integer>> chosen(List<WorstSlices.Need> needs) {
        return needs.stream().map(need -> Arrays.stream(need.chosen()).boxed().toList()).toList();
    }

    @Test
    void theWorstKindComesFirstThePreferredSourceFirstAndTheHighestScoreFirst() {
        List<WorstSlices.Need> needs = of(1, 6, Source.RESERVE, Source.REJECTS).choose(FOUND);
        assertThat(needs).extracting(WorstSlices.Need::slice).containsExactly("kind: bad");
        assertThat(needs.getFirst().candidates()).isEqualTo(10);
        assertThat(chosen(needs)).containsExactly(List.of(13, 10, 7, 4, 1, 12));
        assertThat(chosen(of(1, 3, Source.REJECTS).choose(FOUND))).containsExactly(List.of(12, 9, 6));
    }

    @Test
    void theBudgetIsSharedAndWhatAKindLeavesGoesToTheNextAndNoPairCountsTwice() {
        List<WorstSlices.Need> needs = of(2, 4, Source.RESERVE).choose(FOUND);
        assertThat(chosen(needs)).containsExactly(List.of(13, 10), List.of(28, 25));
        assertThat(chosen(of(2, 16, Source.RESERVE).choose(FOUND)))
                .containsExactly(List.of(13, 10, 7, 4, 1), List.of(28, 25, 22, 19, 16));
        assertThat(of(9, 4, Source.RESERVE).choose(FOUND)).hasSize(3);
    }

    @Test
    void asManyOfEachSourceAreDrawnAtRandomAsWereChosen() {
        WorstSlices worst = of(2, 15, Source.RESERVE, Source.REJECTS);
        List<WorstSlices.Need> needs = worst.choose(FOUND);
        int[] random = worst.random(needs, 3);
        long rejects = chosen(needs).stream().flatMap(List::stream).filter(i -> i % 3 == 0).count();
        assertThat(random).hasSize(15).doesNotHaveDuplicates().isEqualTo(worst.random(needs, 3)).isNotEqualTo(worst.random(needs, 4));
        assertThat(Arrays.stream(random).filter(i -> i % 3 == 0).count()).isEqualTo(rejects);
        assertThat(Arrays.stream(random).noneMatch(i -> i % 3 == 2)).isTrue();
    }
}
