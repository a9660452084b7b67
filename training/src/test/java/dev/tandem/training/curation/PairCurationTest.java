package dev.tandem.training.curation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.training.Lanes;
import dev.tandem.training.PlantedPairs;
import dev.tandem.training.Products;
import dev.tandem.training.evaluation.NegativeControls;
import dev.tandem.training.evaluation.RankingCurve;
import dev.tandem.training.tower.TrainingPairs;
import dev.tandem.training.tower.TwoTowerSettings;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

class PairCurationTest {
    private static final int COUNT = 400;
    private static final int SWAPPED = 120;
    private static final int COPIES = 30;
    private static final Lanes LANES = new Lanes(2);
    private static final PairCuration.Settings SETTINGS = new PairCuration.Settings(
            3, 4, 0.1, 10, new TwoTowerSettings(16, 15, 50, 0.02f, 0.01f, 0.1f, 0.1f, 2.7f, 4, 3), 3);

    private final PlantedPairs pairs = PlantedPairs.of(COUNT, 6, 37, 22, 0.35, 5);
    private final boolean[] good = new boolean[COUNT];

    @AfterAll
    static void close() {
        LANES.close();
    }

    /** The first texts are swapped with each other, those after them are all the same. */
    private PairPool planted() {
        int[] texts = IntStream.range(0, COUNT).toArray();
        int[] other = NegativeControls.swapped(SWAPPED, 9);
        System.arraycopy(other, 0, texts, 0, SWAPPED);
        Arrays.fill(texts, SWAPPED, SWAPPED + COPIES, SWAPPED);
        Arrays.fill(good, SWAPPED + COPIES, COUNT, true);
        float[][] vectors = Arrays.stream(texts).mapToObj(i -> pairs.texts()[i]).toArray(float[][]::new);
        return new PairPool(new TrainingPairs(pairs.images(), vectors), groups(),
                Arrays.stream(texts).mapToObj(i -> "text " + i).toArray(String[]::new),
                List.of(new PairSignal.OfVectors("page", blurred(pairs.texts()), vectors)));
    }

    private static String[] groups() {
        return IntStream.range(0, COUNT).mapToObj(i -> "page " + i / 2).toArray(String[]::new);
    }

    private static float[][] blurred(float[][] vectors) {
        SplittableRandom random = new SplittableRandom(4);
        float[][] blurred = new float[vectors.length][];
        for (int i = 0; i < vectors.length; i++) {
            blurred[i] = vectors[i].clone();
            for (int k = 0; k < blurred[i].length; k++) {
                blurred[i][k] += (float) (0.25 * random.nextGaussian());
            }
            Products.toUnitLength(blurred[i]);
        }
        return blurred;
    }

    private double noise(boolean[] kept) {
        long bad = IntStream.range(0, COUNT).filter(i -> kept[i] && !good[i]).count();
        return (double) bad / IntStream.range(0, COUNT).filter(i -> kept[i]).count();
    }

    @Test
    void findsWhatWasSwappedWithoutBeingTold() {
        PairCuration curation = new PairCuration(planted(), SETTINGS, LANES);
        PairCuration.Round round = curation.round(curation.start(), 1);
        double fused = RankingCurve.area(round.fused(), good);
        assertThat(fused).isGreaterThan(0.95)
                .isGreaterThan(RankingCurve.area(round.signals()[0], good))
                .isGreaterThan(RankingCurve.area(round.signals()[1], good));
        assertThat(RankingCurve.area(round.voted(), good)).isGreaterThan(0.85);
        assertThat(noise(curation.start())).isGreaterThan(0.3);
        assertThat(noise(round.kept())).isLessThan(0.15);
        assertThat(IntStream.range(0, COUNT).filter(i -> round.kept()[i] && good[i]).count()).isGreaterThan(200);
        assertThat(Arrays.copyOfRange(round.kept(), SWAPPED, SWAPPED + COPIES)).containsOnly(false);
    }

    @Test
    void whatWasRejectedCanReturnAndThreadsChangeNothing() {
        PairCuration curation = new PairCuration(planted(), SETTINGS, LANES);
        boolean[] half = new boolean[COUNT];
        Arrays.fill(half, 0, COUNT / 2, true);
        PairCuration.Round round = curation.round(half, 1);
        assertThat(IntStream.range(COUNT / 2, COUNT).filter(i -> round.kept()[i]).count()).isGreaterThan(100);
        try (Lanes alone = new Lanes(1)) {
            assertThat(new PairCuration(planted(), SETTINGS, alone).round(half, 1).fused()).isEqualTo(round.fused());
        }
    }

    @Test
    void whereNothingTellsGoodFromBadNothingIsDropped() {
        float[][] unrelated = PlantedPairs.of(COUNT, 6, 37, 22, 0.35, 77).texts();
        PairPool pool = new PairPool(new TrainingPairs(pairs.images(), unrelated), groups(),
                IntStream.range(0, COUNT).mapToObj(i -> "text " + i).toArray(String[]::new), List.of());
        PairCuration curation = new PairCuration(pool, SETTINGS, LANES);
        PairCuration.Round round = curation.round(curation.start(), 1);
        assertThat(round.cut()).isEmpty();
        assertThat(round.kept()).containsOnly(true);
    }
}
