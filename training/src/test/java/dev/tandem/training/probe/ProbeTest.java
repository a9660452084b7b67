package dev.tandem.training.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.tandem.core.error.TandemException;
import dev.tandem.training.Lanes;
import dev.tandem.training.PlantedPairs;
import dev.tandem.training.evaluation.NegativeControls;
import dev.tandem.training.evaluation.RankingCurve;
import dev.tandem.training.tower.TrainingPairs;
import dev.tandem.training.tower.TwoTower;
import dev.tandem.training.tower.TwoTowerSettings;
import dev.tandem.training.tower.TwoTowerTraining;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ProbeTest {
    private static final TwoTowerSettings SETTINGS = new TwoTowerSettings(16, 20, 40, 0.02f, 0.01f, 0.1f, 0.1f, 2.7f, 4, 3);

    @Test
    void logisticRegressionFindsTheSolutionWhereDerivativesVanish() {
        float[][] rows = {{0, 1}, {1, 0.5f}, {2, -1}, {3, 0}, {1, 2}, {2, 1}};
        double[] targets = {0, 0, 1, 1, 1, 0.25};
        double[] importance = {1, 2, 1, 1, 0.5, 1};
        LinearProbe probe = LinearProbe.train(rows, targets, importance, 0.5);
        double[] gradient = new double[3];
        LinearProbe.loss(rows, targets, importance, 0.5, new double[] {probe.weights()[0], probe.weights()[1], probe.bias()}, gradient);
        assertThat(gradient).containsExactly(new double[] {0, 0, 0}, within(1e-5));
        assertThat(probe.weights()[0]).isGreaterThan(0.1f);
        assertThat(probe.probability(rows[3])).isGreaterThan(probe.probability(rows[0]));
    }

    @Test
    void derivativesAreThoseOfFiniteDifferences() {
        float[][] rows = {{0.3f, 1}, {1, -2}};
        double[] at = {0.4, -0.7, 0.2};
        double[] gradient = new double[3];
        double[] targets = {1, 0.3};
        double[] importance = {1, 2};
        LinearProbe.loss(rows, targets, importance, 0.1, at, gradient);
        for (int i = 0; i < 3; i++) {
            double[] above = at.clone();
            above[i] += 1e-6;
            double[] below = at.clone();
            below[i] -= 1e-6;
            double slope = (LinearProbe.loss(rows, targets, importance, 0.1, above, new double[3])
                    - LinearProbe.loss(rows, targets, importance, 0.1, below, new double[3])) / 2e-6;
            assertThat(gradient[i]).isCloseTo(slope, within(1e-6));
        }
    }

    @Test
    void matchingHeadsAndFilterNetworksTellSwappedPairs() {
        PlantedPairs all = PlantedPairs.of(500, 6, 37, 22, 0.2, 5);
        TrainingPairs seedSet = all.training().at(IntStream.range(0, 150).toArray());
        TrainingPairs others = all.training().at(IntStream.range(150, 300).toArray());
        TrainingPairs pool = all.training().at(IntStream.range(300, 500).toArray());
        boolean[] good = new boolean[200];
        Arrays.fill(good, 0, 100, true);
        int[] swapped = NegativeControls.swapped(100, 1);
        float[][] texts = pool.texts().clone();
        for (int i = 0; i < 100; i++) {
            texts[100 + i] = pool.texts()[100 + swapped[i]];
        }
        try (Lanes lanes = new Lanes(2)) {
            FilterNetwork network = FilterNetwork.train(seedSet, SETTINGS, lanes);
            assertThat(RankingCurve.area(network.scores(new TrainingPairs(pool.images(), texts), lanes), good)).isGreaterThan(0.9);
            ImageTextMatching matching = ImageTextMatching.train(network.towers(), others, 2);
            assertThat(RankingCurve.area(matching.probabilities(pool.images(), texts), good)).isGreaterThan(0.9);
            TwoTower untrained = TwoTowerTraining.begin(seedSet, SETTINGS, lanes).model();
            assertThat(RankingCurve.area(new FilterNetwork(untrained).scores(new TrainingPairs(pool.images(), texts), lanes), good))
                    .isBetween(0.35, 0.65);
        }
    }

    private static final String[] GOOD = {"the", "window", "shows", "a", "dialog", "with", "options"};
    private static final String[] BAD = {"click", "here", "buy", "now", "the", "a", "free"};

    private static List<String> texts(String[] words, int count, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            StringBuilder text = new StringBuilder();
            for (int word = 0; word < 6; word++) {
                text.append(words[random.nextInt(words.length)]).append(word == 5 ? "." : " ");
            }
            texts.add(text.toString());
        }
        return texts;
    }

    @Test
    void wordsTellGoodTextsFromBadOnes() {
        List<String> texts = new ArrayList<>(texts(GOOD, 100, 1));
        texts.addAll(texts(BAD, 100, 2));
        boolean[] good = new boolean[200];
        Arrays.fill(good, 0, 100, true);
        NgramClassifier.Settings settings = new NgramClassifier.Settings(1 << 10, 8, 20, 0.5f, 4);
        NgramClassifier classifier = NgramClassifier.train(texts, good, settings);
        assertThat(texts(GOOD, 20, 8)).allSatisfy(text -> assertThat(classifier.probability(text)).isGreaterThan(0.5));
        assertThat(texts(BAD, 20, 9)).allSatisfy(text -> assertThat(classifier.probability(text)).isLessThan(0.5));
        assertThat(classifier.probability("  !\ud83d ")).isEqualTo(0.5);
        byte[] bytes = classifier.encode();
        assertThat(NgramClassifier.train(texts, good, settings).encode()).isEqualTo(bytes);
        assertThat(NgramClassifier.decode(bytes).probability("Buy NOW!")).isEqualTo(classifier.probability("buy now"));
    }

    @Test
    void refusesBytesThatAreNoClassifier() {
        byte[] huge = java.nio.ByteBuffer.allocate(16).putInt(0x4e475131).putInt(Integer.MAX_VALUE).putInt(Integer.MAX_VALUE).array();
        assertThatThrownBy(() -> NgramClassifier.decode(huge)).isInstanceOf(TandemException.class);
        assertThatThrownBy(() -> NgramClassifier.decode(new byte[2])).isInstanceOf(TandemException.class);
    }
}
