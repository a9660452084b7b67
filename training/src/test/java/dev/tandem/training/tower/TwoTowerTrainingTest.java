package dev.tandem.training.tower;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tandem.core.error.ErrorCode;
import dev.tandem.core.error.TandemException;
import dev.tandem.training.Lanes;
import dev.tandem.training.PlantedPairs;
import dev.tandem.training.evaluation.Retrieval;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

class TwoTowerTrainingTest {
    private static final TrainingPairs PAIRS = PlantedPairs.of(150, 6, 37, 22, 0.2, 7).training();
    private static final TwoTowerSettings SETTINGS = new TwoTowerSettings(16, 12, 40, 0.02f, 0.01f, 0.2f, 0.1f, 2.7f, 4, 3);
    private static final Lanes LANES = new Lanes(2);

    @AfterAll
    static void close() {
        LANES.close();
    }

    @Test
    void learnsWhatPairsShareAndFindsItInOthers() {
        PlantedPairs all = PlantedPairs.of(400, 6, 37, 22, 0.2, 5);
        int[] first = java.util.stream.IntStream.range(0, 300).toArray();
        int[] last = java.util.stream.IntStream.range(300, 400).toArray();
        TwoTowerSettings settings = new TwoTowerSettings(16, 30, 40, 0.02f, 0.01f, 0.1f, 0.1f, 2.7f, 4, 3);
        TwoTower untrained = TwoTowerTraining.begin(all.training().at(first), settings, LANES).model();
        TwoTower trained = TwoTowerTraining.train(all.training().at(first), settings, LANES);
        TrainingPairs heldOut = all.training().at(last);
        assertThat(recall(untrained, heldOut)).isLessThan(0.2);
        assertThat(recall(trained, heldOut)).isGreaterThan(0.8);
    }

    private static double recall(TwoTower model, TrainingPairs pairs) {
        return Retrieval.of(model.image().embed(pairs.images()), model.text().embed(pairs.texts())).recall(5);
    }

    @Test
    void theSameSeedGivesTheSameWeightsWhateverTheThreads() {
        TwoTower one;
        try (Lanes alone = new Lanes(1)) {
            one = TwoTowerTraining.train(PAIRS, SETTINGS, alone);
        }
        TwoTower three;
        try (Lanes lanes = new Lanes(3)) {
            three = TwoTowerTraining.train(PAIRS, SETTINGS, lanes);
        }
        assertThat(three.image().weights()).isDeepEqualTo(one.image().weights());
        assertThat(three.text().weights()).isDeepEqualTo(one.text().weights());
        assertThat(three.logScale()).isEqualTo(one.logScale());
        TwoTower other = TwoTowerTraining.train(PAIRS, SETTINGS.withSeed(4), LANES);
        assertThat(other.image().weights()[0]).isNotEqualTo(one.image().weights()[0]);
    }

    @Test
    void goesOnFromACheckpointAsIfNothingHadHappened() {
        TwoTowerTraining begun = TwoTowerTraining.begin(PAIRS, SETTINGS, LANES);
        for (int i = 0; i < 5; i++) {
            begun.epoch();
        }
        byte[] checkpoint = begun.checkpoint();
        TwoTowerTraining resumed = TwoTowerTraining.resume(PAIRS, SETTINGS, checkpoint, LANES);
        assertThat(resumed.epochsDone()).isEqualTo(5);
        assertThat(resumed.checkpoint()).isEqualTo(checkpoint);
        while (!resumed.isDone()) {
            resumed.epoch();
        }
        TwoTower whole = TwoTowerTraining.train(PAIRS, SETTINGS, LANES);
        assertThat(resumed.model().image().weights()).isDeepEqualTo(whole.image().weights());
        assertThat(resumed.model().logScale()).isEqualTo(whole.logScale());
    }

    @Test
    void refusesCheckpointsOfOtherTrainingsAndBrokenOnes() {
        byte[] checkpoint = TwoTowerTraining.begin(PAIRS, SETTINGS, LANES).checkpoint();
        assertCode(() -> TwoTowerTraining.resume(PAIRS, SETTINGS.withSeed(9), checkpoint, LANES), ErrorCode.INVALID_ARGUMENT);
        byte[] cut = java.util.Arrays.copyOf(checkpoint, checkpoint.length - 1);
        assertCode(() -> TwoTowerTraining.resume(PAIRS, SETTINGS, cut, LANES), ErrorCode.CORRUPT_OBJECT);
        assertCode(() -> TwoTowerTraining.resume(PAIRS, SETTINGS, new byte[3], LANES), ErrorCode.CORRUPT_OBJECT);
    }

    @Test
    void stopsWhereWeightsAreNoNumbersAnyMore() {
        TwoTowerSettings wild = new TwoTowerSettings(16, 50, 40, 1e38f, 1e3f, 0, 0, 2.7f, 4, 3);
        assertCode(() -> TwoTowerTraining.train(PAIRS, wild, LANES), ErrorCode.TRAINING_DIVERGED);
    }

    private static void assertCode(org.assertj.core.api.ThrowableAssert.ThrowingCallable call, ErrorCode code) {
        assertThatThrownBy(call).isInstanceOfSatisfying(TandemException.class, e -> assertThat(e.code()).isEqualTo(code));
    }

    @Test
    void refusesWhatIsNoTableOfPairs() {
        float[][] rows = {{1, 2}, {3, 4}};
        assertThatThrownBy(() -> new TrainingPairs(rows, new float[][] {{1}})).hasMessageContaining("each with a text");
        assertThatThrownBy(() -> new TrainingPairs(rows, new float[][] {{1}, {Float.NaN}})).hasMessageContaining("not finite");
        assertThatThrownBy(() -> new TrainingPairs(rows, new float[][] {{1}, {1, 2}})).hasMessageContaining("same width");
    }
}
