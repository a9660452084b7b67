package dev.tandem.training.rounds;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tandem.core.error.TandemException;
import dev.tandem.core.model.Digest;
import dev.tandem.core.recipe.Rounds;
import dev.tandem.core.rounds.RoundNumbers;
import dev.tandem.training.Lanes;
import dev.tandem.training.PlantedPairs;
import dev.tandem.training.evaluation.NegativeControls;
import dev.tandem.training.rounds.RoundScores.State;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

class RoundWorkTest {
    private static final int COUNT = 180;
    private static final int SWAPPED = 54;
    private static final Lanes LANES = new Lanes(2);
    private static final PlantedPairs PAIRS = PlantedPairs.of(COUNT, 6, 37, 22, 0.3, 5);

    @AfterAll
    static void close() {
        LANES.close();
    }

    private static Rounds settings(double wantedNoise) {
        return new Rounds("s", Optional.empty(), "i", "t", "m", Optional.empty(), 4, 3, 3, wantedNoise, 10, 4, 3, 1_000,
                Rounds.Stop.DEFAULT);
    }

    /** The texts of the first pairs are swapped; the recipe dropped each seventh pair. */
    private static PreparedPool pool(int[] texts, boolean titled) {
        List<PoolPair> pairs = new ArrayList<>();
        for (int i = 0; i < COUNT; i++) {
            pairs.add(new PoolPair(Digest.of("pair " + i), 0, i, i % 7 != 0, "page " + i / 2, "text " + texts[i], "page of " + i,
                    List.of(i % 2 == 0 ? "kind: even" : "kind: odd")));
        }
        float[][] told = IntStream.of(texts).mapToObj(i -> PAIRS.texts()[i]).toArray(float[][]::new);
        // Titles tell what the page is about, as far as the texts that belong there do.
        float[][] titles = titled ? PAIRS.texts() : new float[COUNT][22];
        return new PreparedPool(
                new PreparedPool.Base("i", Digest.of("i"), "E", 37), new PreparedPool.Base("t", Digest.of("t"), "E", 22),
                pairs, PAIRS.images(), told, titles, new float[COUNT][22]);
    }

    private static int[] swapped() {
        int[] texts = IntStream.range(0, COUNT).toArray();
        System.arraycopy(NegativeControls.swapped(SWAPPED, 9), 0, texts, 0, SWAPPED);
        return texts;
    }

    private static RoundWork work(Lanes lanes) {
        return new RoundWork(pool(swapped(), true), settings(0.04), lanes, () -> {});
    }

    @Test
    void aRoundDropsNoiseTakesBackRejectsAndNeverTouchesWhatIsHeldOut() {
        RoundWork work = work(LANES);
        RoundWork.Round first = work.first();
        RoundWork.Round round = work.round(1, first.scores(), first.scores());
        RoundNumbers numbers = round.numbers();
        assertThat(numbers.cut()).isPresent();
        assertThat(noise(round.scores())).isLessThan(noise(first.scores()) / 2);
        List<Integer> returned = IntStream.range(0, COUNT)
                .filter(i -> i % 7 == 0 && round.scores().isKept(i)).boxed().toList();
        assertThat(returned).isNotEmpty().hasSize(numbers.in());
        for (int i = 0; i < COUNT; i++) {
            boolean heldOut = first.scores().states()[i] == State.HELD_OUT;
            assertThat(round.scores().states()[i] == State.HELD_OUT).isEqualTo(heldOut);
            assertThat(heldOut && i % 7 == 0).isFalse();
        }
        assertThat(numbers.kept() - first.numbers().kept()).isEqualTo(numbers.in() - numbers.out());
        assertThat(numbers.recallAt5().value()).isBetween(numbers.recallAt5().low(), numbers.recallAt5().high())
                .isGreaterThan(numbers.chance());
        assertThat(numbers.overFirst().orElseThrow()).isEqualTo(numbers.overPrevious().orElseThrow());
        assertThat(numbers.slices().keySet()).containsExactly("kind: even", "kind: odd");
        assertThat(numbers.agreement()).isGreaterThan(0.5);
        assertThat(numbers.diversity()).isBetween(0.5, 1.1);
    }

    private static double noise(RoundScores scores) {
        double noise = IntStream.range(0, SWAPPED).filter(scores::isKept).count();
        return noise / IntStream.range(0, COUNT).filter(scores::isKept).count();
    }

    @Test
    void aRoundIsTheSameWhoeverDoesItAndAfterItsScoresWereStored() {
        RoundWork work = work(LANES);
        RoundScores first = work.first().scores();
        RoundWork.Round round = work.round(1, first, first);
        try (Lanes alone = new Lanes(1)) {
            RoundWork other = work(alone);
            RoundScores stored = RoundScores.decode(other.first().scores().encode(), COUNT);
            RoundWork.Round again = other.round(1, stored, stored);
            assertThat(again.scores().encode()).isEqualTo(round.scores().encode());
            assertThat(again.numbers()).isEqualTo(round.numbers());
            assertThat(again.towers().image().weights()).isDeepEqualTo(round.towers().image().weights());
        }
    }

    @Test
    void towersReadTheTextInPicturesWhereThereIsSome() {
        PreparedPool silent = pool(swapped(), true);
        float[][] words = new float[COUNT][22];
        words[COUNT - 1] = PAIRS.texts()[3];
        words[0] = PAIRS.texts()[4];
        PreparedPool speaking = new PreparedPool(
                silent.imageBase(), silent.textBase(), silent.pairs(), silent.images(), silent.texts(), silent.titles(), words);
        RoundWork.Round round = new RoundWork(speaking, settings(0.04), LANES, () -> {}).first();
        assertThat(round.ofImages().blocks()).extracting(block -> block.name()).containsExactly("FEATURES", "READ");
        assertThat(round.towers().image().inputs()).isEqualTo(37 + 22);
    }

    @Test
    void whereTheScoreKnowsNothingNothingIsDropped() {
        RoundWork work = new RoundWork(pool(NegativeControls.swapped(COUNT, 4), false), settings(0.08), LANES, () -> {});
        RoundScores first = work.first().scores();
        RoundNumbers numbers = work.round(1, first, first).numbers();
        assertThat(numbers.cut()).isEmpty();
        assertThat(numbers.kept()).isEqualTo(numbers.judged());
    }

    @Test
    void whoeverIsToldCanEndTheWork() {
        RoundWork work = new RoundWork(pool(swapped(), true), settings(0.08), LANES, () -> {
            throw new CancellationException();
        });
        assertThatThrownBy(work::first).isInstanceOf(CancellationException.class);
    }

    @Test
    void tooFewPairsAreRefusedWithWhatIsNeeded() {
        PreparedPool all = pool(swapped(), true);
        PreparedPool few = new PreparedPool(all.imageBase(), all.textBase(), all.pairs().subList(0, 8),
                all.images(), all.texts(), all.titles(), all.words());
        assertThatThrownBy(() -> new RoundWork(few, settings(0.08), LANES, () -> {}))
                .isInstanceOf(TandemException.class)
                .hasMessageContainingAll("at least 12 pairs of 3 pages");
    }

    @Test
    void aPoolIsReadAsItWasWrittenAndNothingElseIs() {
        PreparedPool pool = pool(swapped(), false);
        PreparedPool read = PreparedPool.decode(pool.encode());
        assertThat(read.pairs()).isEqualTo(pool.pairs());
        assertThat(read.images()).isDeepEqualTo(pool.images());
        assertThat(read.texts()).isDeepEqualTo(pool.texts());
        assertThat(read.titles()).isDeepEqualTo(pool.titles());
        byte[] bytes = pool.encode();
        assertThatThrownBy(() -> PreparedPool.decode(java.util.Arrays.copyOf(bytes, bytes.length / 2)))
                .isInstanceOf(TandemException.class);
        assertThatThrownBy(() -> PreparedPool.decode(new byte[64])).isInstanceOf(TandemException.class);
        assertThatThrownBy(() -> RoundScores.decode(new byte[64], 4)).isInstanceOf(TandemException.class);
    }
}
