package dev.tandem.core.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.tandem.core.experiment.PromotionRule.Decision;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/** Halving, leaderboard and promotion. */
class ExperimentMathsTest {
    private static final Variant OLD = new Variant("pool", "old", "towers");
    private static final Variant NEW = new Variant("pool", "new", "towers");

    private static Variant variant(int number) {
        return new Variant("pool", "r" + (char) ('a' + number), "towers");
    }

    @Provide
    Arbitrary<List<Double>> values() {
        // Few different ones, so that ties are frequent.
        return Arbitraries.integers().between(0, 4).map(number -> number / 4.0).list().ofMinSize(1).ofMaxSize(20);
    }

    private static Map<Variant, Double> map(List<Double> values) {
        Map<Variant, Double> map = new HashMap<>();
        for (int i = 0; i < values.size(); i++) {
            map.put(variant(i), values.get(i));
        }
        return map;
    }

    @Property(tries = 200)
    void theBetterPartGoesOnWithTheIncumbent(
            @ForAll("values") List<Double> values, @ForAll @IntRange(min = 2, max = 5) int eta, @ForAll @IntRange(max = 19) int at) {
        Map<Variant, Double> map = map(values);
        Optional<Variant> incumbent = Optional.of(variant(at));
        Set<Variant> survivors = new Halving(3, eta, Halving.Measure.DATA).survivors(map, incumbent);
        int wanted = (values.size() + eta - 1) / eta;
        assertThat(survivors.size()).isBetween(wanted, wanted + 1);
        assertThat(survivors.contains(variant(at))).isEqualTo(at < values.size());
        Set<Variant> others = new Halving(3, eta, Halving.Measure.DATA).survivors(map, Optional.empty());
        double worst = others.stream().mapToDouble(map::get).min().orElseThrow();
        assertThat(map.entrySet()).allSatisfy(entry ->
                assertThat(others.contains(entry.getKey()) || entry.getValue() <= worst).isTrue());
        assertThat(map.entrySet().stream().filter(entry -> entry.getValue() == worst && !others.contains(entry.getKey())))
                .allSatisfy(tied -> assertThat(others.stream().filter(other -> map.get(other) == worst))
                        .allSatisfy(other -> assertThat(other).isLessThan(tied.getKey())));
    }

    @Property(tries = 50)
    void sharesGrowByEtaUpToTheWhole(@ForAll @IntRange(min = 1, max = 8) int rungs, @ForAll @IntRange(min = 2, max = 16) int eta) {
        Halving halving = new Halving(rungs, eta, Halving.Measure.EPOCHS);
        assertThat(halving.share(rungs - 1)).isEqualTo(1);
        for (int rung = 1; rung < rungs; rung++) {
            assertThat(halving.share(rung) / halving.share(rung - 1)).isCloseTo(eta, within(1e-9));
        }
        assertThat(halving.isLast(rungs - 1)).isTrue();
    }

    @Test
    void settingsOfHalvingHaveLimits() {
        assertThatThrownBy(() -> new Halving(0, 2, Halving.Measure.DATA)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Halving(2, 1, Halving.Measure.DATA)).isInstanceOf(IllegalArgumentException.class);
    }

    private static CellOutcome cell(Variant variant, int rung, long seed, double value) {
        return new CellOutcome(variant, rung, seed, Optional.empty(), Optional.of(value), Optional.empty(), false);
    }

    private static CellOutcome failed(Variant variant, int rung, long seed, String error) {
        return new CellOutcome(variant, rung, seed, Optional.empty(), Optional.empty(), Optional.of(error), false);
    }

    private static List<CellOutcome> cells(Variant variant, int rung, double... values) {
        List<CellOutcome> cells = new ArrayList<>();
        for (int seed = 0; seed < values.length; seed++) {
            cells.add(cell(variant, rung, seed, values[seed]));
        }
        return cells;
    }

    private static List<CellOutcome> all(List<CellOutcome> one, List<CellOutcome> other) {
        List<CellOutcome> all = new ArrayList<>(one);
        all.addAll(other);
        return all;
    }

    private static Leaderboard board(List<CellOutcome> cells, int seeds) {
        return Leaderboard.of(cells, seeds, false, Optional.of(OLD));
    }

    private static Decision decide(List<CellOutcome> cells, int seeds) {
        return PromotionRule.decide(board(cells, seeds), OLD, 0);
    }

    @Test
    void intervalsAreStudents() {
        // By hand: mean 2, deviation 1, 4.302653 / sqrt(3).
        SeedEstimate estimate = SeedEstimate.of(1, 2, 3);
        assertThat(estimate.value()).isEqualTo(2);
        assertThat(estimate.margin().orElseThrow()).isCloseTo(2.484138, within(1e-5));
        assertThat(estimate.liesAboveZero()).isFalse();
        assertThat(SeedEstimate.of(3, 3.1, 2.9).liesAboveZero()).isTrue();
        assertThat(SeedEstimate.of(5).liesAboveZero()).isFalse();
    }

    @Property(tries = 100)
    void theBoardDoesNotDependOnTheOrderInWhichCellsEnd(@ForAll long chance, @ForAll("values") List<Double> values) {
        List<CellOutcome> cells = new ArrayList<>(cells(OLD, 0, 0.5, 0.6));
        for (int i = 0; i < values.size(); i++) {
            cells.addAll(cells(variant(i), i % 3 == 0 ? 1 : 0, values.get(i), values.get(values.size() - 1 - i)));
        }
        Leaderboard board = board(cells, 2);
        Collections.shuffle(cells, new Random(chance));
        assertThat(board(cells, 2)).isEqualTo(board);
        for (int i = 1; i < board.entries().size(); i++) {
            Leaderboard.Entry before = board.entries().get(i - 1);
            Leaderboard.Entry entry = board.entries().get(i);
            assertThat(before.rung() > entry.rung()
                            || before.rung() == entry.rung() && before.rank() >= entry.rank())
                    .isTrue();
        }
    }

    @Property(tries = 200)
    void onlyMoreThanTheIntervalIsPromoted(@ForAll("values") List<Double> ours, @ForAll("values") List<Double> theirs) {
        int seeds = Math.min(ours.size(), theirs.size());
        double[] mine = ours.stream().limit(seeds).mapToDouble(value -> value).toArray();
        double[] others = theirs.stream().limit(seeds).mapToDouble(value -> value).toArray();
        double[] differences = new double[seeds];
        for (int i = 0; i < seeds; i++) {
            differences[i] = mine[i] - others[i];
        }
        Decision decision = decide(all(cells(NEW, 0, mine), cells(OLD, 0, others)), seeds);
        SeedEstimate gain = SeedEstimate.of(differences);
        boolean beats = seeds > 1 && gain.value() - gain.margin().orElseThrow() > 0;
        assertThat(decision.winner()).isEqualTo(beats ? Optional.of(NEW) : Optional.empty());
        // Whoever wins one way does not win the other way.
        Decision turned = decide(all(cells(NEW, 0, others), cells(OLD, 0, mine)), seeds);
        assertThat(decision.winner().isPresent() && turned.winner().isPresent()).isFalse();
    }

    @Test
    void whyNothingIsPromotedIsSaid() {
        assertThat(decide(cells(NEW, 0, 1, 1), 2).reason()).contains("the incumbent pool/old/towers itself has no result");
        assertThat(decide(cells(OLD, 0, 1, 1), 2).reason()).contains("nothing else came to the end");
        assertThat(decide(all(cells(NEW, 0, 0.9), cells(OLD, 0, 0.5)), 1).reason()).contains("one seed tells nothing");
        assertThat(decide(all(cells(NEW, 0, 0.9, 0.2), cells(OLD, 0, 0.5, 0.5)), 2).reason()).contains("not more than chance");
        List<CellOutcome> crashed = new ArrayList<>(cells(NEW, 0, 0.9));
        crashed.add(failed(NEW, 0, 1, "TRAINER_FAILED: exit code 4"));
        assertThat(decide(all(crashed, cells(OLD, 0, 0.5, 0.5)), 2).winner()).isEmpty();
        List<CellOutcome> broken = new ArrayList<>(cells(NEW, 0, 0.9, 0.9));
        broken.add(cell(OLD, 0, 0, 0.1));
        broken.add(failed(OLD, 0, 1, "TRAINING_DIVERGED: NaN"));
        assertThat(decide(broken, 2).reason()).contains("itself has no result", "TRAINING_DIVERGED");
        assertThat(decide(all(cells(NEW, 0, 0.8, 0.9), cells(OLD, 0, 0.5, 0.6)), 2).reason())
                .isEqualTo("pool/new/towers is better than pool/old/towers by 0.3000 ± 0.0000 over 2 seeds");
    }

    @Test
    void lossesAreBetterWhenTheyAreLower() {
        List<CellOutcome> cells = all(cells(NEW, 0, 0.2, 0.3), cells(OLD, 0, 0.5, 0.6));
        Leaderboard board = Leaderboard.of(cells, 2, true, Optional.of(OLD));
        assertThat(board.entries().getFirst().variant()).isEqualTo(NEW);
        assertThat(board.entries().getFirst().gain().orElseThrow().value()).isCloseTo(0.3, within(1e-9));
        assertThat(Leaderboard.means(cells, 0, 2, true)).containsEntry(NEW, -0.25);
    }

    @Test
    void whatFailedComesLastAndHasNoMean() {
        List<CellOutcome> cells = new ArrayList<>(cells(OLD, 0, 0.1, 0.1));
        cells.add(failed(NEW, 0, 0, "TRAINER_FAILED: no"));
        cells.add(cell(NEW, 0, 1, 0.9));
        Leaderboard board = board(cells, 2);
        assertThat(board.entries()).extracting(Leaderboard.Entry::variant).containsExactly(OLD, NEW);
        assertThat(board.entries().getLast().error()).contains("TRAINER_FAILED: no");
        assertThat(Leaderboard.means(cells, 0, 2, false)).containsOnlyKeys(OLD);
    }

    @Test
    void gainsAreOverTheIncumbentOnTheSameRung() {
        List<CellOutcome> cells = all(cells(OLD, 0, 0.1, 0.2), cells(OLD, 1, 0.7, 0.8));
        Leaderboard board = board(all(cells, cells(NEW, 0, 0.3, 0.4)), 2);
        assertThat(board.entries().getLast().gain().orElseThrow().value()).isCloseTo(0.2, within(1e-9));
        assertThat(PromotionRule.decide(board, OLD, 1).winner()).isEmpty();
        assertThat(Variant.of("a/b/c")).isEqualTo(new Variant("a", "b", "c"));
        assertThatThrownBy(() -> Variant.of("a/b")).isInstanceOf(IllegalArgumentException.class);
    }
}
