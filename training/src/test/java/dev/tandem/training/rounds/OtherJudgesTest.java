package dev.tandem.training.rounds;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tandem.core.error.TandemException;
import dev.tandem.core.model.Digest;
import dev.tandem.core.recipe.Rounds;
import dev.tandem.core.recipe.Rounds.Source;
import dev.tandem.core.rounds.RoundNumbers;
import dev.tandem.core.rounds.RoundNumbers.Added;
import dev.tandem.training.Lanes;
import dev.tandem.training.PlantedPairs;
import dev.tandem.training.evaluation.NegativeControls;
import dev.tandem.training.rounds.RoundScores.State;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** Rounds that bring in data for what is worst, and those with another judge or with two models. */
class OtherJudgesTest {
    private static final int COUNT = 160;
    /** The first ones wait in the reserve. */
    private static final int WAITING = 50;
    private static final int SWAPPED = 40;
    private static final Lanes LANES = new Lanes(2);
    private static final PlantedPairs PAIRS = PlantedPairs.of(COUNT, 6, 37, 22, 0.3, 5);
    private static final PlantedPairs OTHER = PlantedPairs.of(COUNT, 6, 30, 30, 0.3, 5);

    @AfterAll
    static void close() {
        LANES.close();
    }

    private static Rounds settings(Optional<Rounds.Worst> worst, Optional<Rounds.Other> other) {
        return new Rounds("s", Optional.empty(), "i", "t", "m", Optional.empty(), 4, 2, 2, 0.1, 10, 3, 3, 1_000, Rounds.Stop.DEFAULT,
                worst, other, Optional.empty());
    }

    private static int[] texts() {
        int[] texts = IntStream.range(0, COUNT).toArray();
        int[] swapped = NegativeControls.swapped(SWAPPED, 9);
        for (int i = 0; i < SWAPPED; i++) {
            texts[WAITING - SWAPPED / 2 + i] = WAITING - SWAPPED / 2 + swapped[i];
        }
        return texts;
    }

    /** Two pairs stand on each page; where one of them waits, the other does not. */
    private static PreparedPool pool(String model, PlantedPairs seen) {
        int[] texts = texts();
        List<PoolPair> pairs = new ArrayList<>();
        for (int i = 0; i < COUNT; i++) {
            pairs.add(new PoolPair(Digest.of("pair " + i), 0, i, true, "page " + i % (COUNT / 2), "text " + texts[i], "page of " + i,
                    List.of("source: " + (i < WAITING ? "more.zip!/a" : "pages.zip"), i % 2 == 0 ? "kind: even" : "kind: odd")));
        }
        float[][] told = IntStream.of(texts).mapToObj(i -> seen.texts()[i]).toArray(float[][]::new);
        int width = told[0].length;
        return new PreparedPool(
                new PreparedPool.Base("i" + model, Digest.of("i" + model), "E", seen.images()[0].length),
                new PreparedPool.Base("t" + model, Digest.of("t" + model), "E", width), pairs, seen.images(), told, seen.texts(),
                new float[COUNT][width]);
    }

    private static final Optional<Rounds.Worst> WORST =
            Optional.of(new Rounds.Worst(1, 9, List.of(Source.RESERVE, Source.REJECTS), List.of("more.zip")));

    @Test
    void whatWaitsComesInForTheWorstKindOnceJudgedAndIsNeverHeldOut() {
        RoundWork work = new RoundWork(pool("", PAIRS), settings(WORST, Optional.empty()), LANES, () -> {});
        RoundWork.Round first = work.first();
        assertThat(IntStream.range(0, WAITING).mapToObj(i -> first.scores().states()[i]))
                .containsOnly(State.RESERVE, State.BESIDE_HELD_OUT);
        RoundWork.Round round = work.round(1, first.scores(), first.scores());
        Added added = round.numbers().added().getFirst();
        String worst = first.numbers().slices().entrySet().stream()
                .filter(slice -> slice.getKey().startsWith("kind") || slice.getKey().startsWith("source"))
                .min((a, b) -> Double.compare(a.getValue().recallAt5().value(), b.getValue().recallAt5().value()))
                .orElseThrow().getKey();
        assertThat(added.slice()).isEqualTo(worst);
        assertThat(added.reserve() + added.rejects()).isEqualTo(9);
        assertThat(added.candidates()).isGreaterThanOrEqualTo(9);
        assertThat(added.gain()).isPresent();
        assertThat(added.random()).isPresent();
        int brought = 0;
        for (int i = 0; i < COUNT; i++) {
            State state = round.scores().states()[i];
            assertThat(state == State.HELD_OUT && i < WAITING).isFalse();
            assertThat(round.forSlice()[i] == 1).isEqualTo(state == State.FROM_RESERVE || state == State.RETURNED);
            brought += round.forSlice()[i];
            if (i < WAITING && round.scores().isKept(i)) {
                assertThat(state).isEqualTo(State.FROM_RESERVE);
            }
        }
        assertThat(brought).isEqualTo(9);
        assertThat(IntStream.range(0, COUNT).filter(round.scores()::isKept).count()).isEqualTo(round.numbers().kept());
        // Once in, a pair is judged like all others, and no more waits.
        RoundWork.Round second = work.round(2, RoundScores.decode(round.scores().encode(), COUNT), first.scores());
        IntStream.range(0, COUNT).filter(i -> round.scores().states()[i] == State.FROM_RESERVE).forEach(i ->
                assertThat(second.scores().states()[i]).isNotEqualTo(State.RESERVE));
    }

    @Test
    void aJudgeThatNeverChangesKeepsTheSameInEveryRound() {
        Rounds settings = settings(Optional.empty(), Optional.of(new Rounds.Other(Rounds.Mode.EXTERNAL, "ij", "tj")));
        // One space: texts as the judge sees them stand for pictures, too.
        PreparedPool seen = pool("j", new PlantedPairs(OTHER.texts(), OTHER.texts()));
        RoundWork work = new RoundWork(pool("", PAIRS), settings, Optional.of(seen), Map.of(), settings.seed(), LANES, () -> {});
        RoundScores first = work.first().scores();
        RoundWork.Round round = work.round(1, first, first);
        RoundWork.Round next = work.round(2, round.scores(), first);
        assertThat(round.numbers().cut()).isPresent();
        assertThat(next.scores().states()).isEqualTo(round.scores().states());
        assertThat(next.numbers().in() + next.numbers().out()).isZero();
        assertThatThrownBy(() -> new RoundWork(pool("", PAIRS), settings, Optional.of(pool("", PAIRS)), Map.of(), 3, LANES, () -> {}))
                .isInstanceOf(TandemException.class)
                .hasMessageContainingAll("'i' and 't' cannot judge", "37 and 22");
    }

    @Test
    void twoModelsAreTrainedOnWhatTheOtherChoseWhateverTheirBases() {
        Rounds settings = settings(Optional.empty(), Optional.of(new Rounds.Other(Rounds.Mode.COOPERATIVE, "i2", "t2")));
        Cooperation.Both[] rounds = new Cooperation.Both[2];
        for (int bases = 0; bases < 2; bases++) {
            PreparedPool second = bases == 0 ? pool("2", OTHER) : pool("", PAIRS);
            Cooperation both = new Cooperation(pool("", PAIRS), second, settings, Map.of(), LANES, () -> {});
            Cooperation.Both first = both.first();
            assertThat(first.one().numbers().partner().orElseThrow().kappa()).isEmpty();
            Cooperation.Scores start = new Cooperation.Scores(first.one().scores(), first.two().scores());
            rounds[bases] = both.round(1, start, start);
            RoundNumbers.Partner partner = rounds[bases].one().numbers().partner().orElseThrow();
            assertThat(partner.kappa().orElseThrow()).isBetween(0.0, 0.999);
            assertThat(partner.kept()).isEqualTo(rounds[bases].two().numbers().kept());
            assertThat(rounds[bases].one().scores().states()).isNotEqualTo(rounds[bases].two().scores().states());
            // What is held out is the same for both.
            for (int i = 0; i < COUNT; i++) {
                assertThat(rounds[bases].one().scores().states()[i] == State.HELD_OUT)
                        .isEqualTo(rounds[bases].two().scores().states()[i] == State.HELD_OUT);
            }
        }
        // The first model alone would have chosen what the second was trained on.
        RoundWork alone = new RoundWork(pool("", PAIRS), settings, LANES, () -> {});
        RoundScores first = alone.first().scores();
        RoundScores own = alone.round(1, first, first).scores();
        assertThat(rounds[0].two().scores().states()).isEqualTo(own.states());
        assertThat(rounds[0].two().scores().fused()).isEqualTo(own.fused());
    }

    @Test
    void whatPeopleSayCountsMoreThanAnyScore() {
        Rounds settings = settings(WORST, Optional.empty());
        RoundScores first = new RoundWork(pool("", PAIRS), settings, LANES, () -> {}).first().scores();
        int[] in = IntStream.range(WAITING, COUNT).filter(first::isKept).limit(12).toArray();
        Map<Digest, Boolean> labels = new HashMap<>(Map.of(Digest.of("a pair that is not here"), true));
        for (int k = 0; k < in.length; k++) {
            labels.put(Digest.of("pair " + in[k]), k % 2 == 0);
        }
        RoundWork work = new RoundWork(pool("", PAIRS), settings, Optional.empty(), labels, settings.seed(), LANES, () -> {});
        RoundWork.Round round = work.round(1, first, first);
        for (int k = 0; k < in.length; k++) {
            assertThat(round.scores().states()[in[k]]).isEqualTo(k % 2 == 0 ? State.KEPT : State.REFUSED);
        }
        RoundNumbers.Labelled told = round.numbers().people().orElseThrow();
        assertThat(told.good()).isEqualTo(6);
        assertThat(told.bad()).isEqualTo(6);
        assertThat(told.overruled()).isBetween(1, 11);
    }
}
