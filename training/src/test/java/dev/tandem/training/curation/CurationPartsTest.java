package dev.tandem.training.curation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.tandem.training.Products;
import dev.tandem.training.evaluation.NegativeControls;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class CurationPartsTest {

    @Test
    void groupsStayTogetherInPartsOfAboutTheSameSize() {
        String[] groups = IntStream.range(0, 200).mapToObj(i -> "page " + i % 37).toArray(String[]::new);
        Folds folds = Folds.byGroup(groups, 4, 1);
        for (int i = 37; i < 200; i++) {
            assertThat(folds.foldOf()[i]).isEqualTo(folds.foldOf()[i % 37]);
        }
        assertThat(IntStream.range(0, 4).map(fold -> folds.members(fold).length)).allMatch(size -> size > 40 && size < 60);
        assertThat(Folds.byGroup(groups, 4, 1).foldOf()).isEqualTo(folds.foldOf()).isNotEqualTo(Folds.byGroup(groups, 4, 2).foldOf());
    }

    private static double[] normal(int count, double mean, SplittableRandom random) {
        return IntStream.range(0, count).mapToDouble(i -> mean + random.nextGaussian()).toArray();
    }

    @Test
    void theCutFollowsTheShareOfNoise() {
        SplittableRandom random = new SplittableRandom(1);
        double[] swapped = normal(5000, 0, random);
        for (int bad : new int[] {100, 300, 600}) {
            double[] scores = new double[1000];
            System.arraycopy(normal(bad, 0, random), 0, scores, 0, bad);
            System.arraycopy(normal(1000 - bad, 3, random), 0, scores, bad, 1000 - bad);
            NoiseCut cut = NoiseCut.at(scores, swapped, 0.05).orElseThrow();
            assertThat(cut.noiseShare()).isCloseTo(bad / 1000.0, within(0.07));
            long noise = IntStream.range(0, bad).filter(i -> scores[i] >= cut.threshold()).count();
            long kept = IntStream.range(0, 1000).filter(i -> scores[i] >= cut.threshold()).count();
            assertThat((double) noise / kept).isLessThan(0.09);
            assertThat(kept - noise).isGreaterThan((long) (0.85 * (1000 - bad)));
        }
    }

    @Test
    void scoresThatKnowNothingAreNotCut() {
        assertThat(NoiseCut.at(NegativeControls.randomScores(1000, 1), NegativeControls.randomScores(5000, 2), 0.1)).isEmpty();
        assertThat(NoiseCut.at(new double[1000], new double[5000], 0.1)).isEmpty();
    }

    @Test
    void wordsOfTheSameBeginningAreTheSameAndRareOnesWeighMore() {
        HashedWords words = new HashedWords(List.of("the crop tool", "the blur tool", "the wilber", "the smudge tool"));
        assertThat(cosine(words, "Cropping", "the CROPPED picture")).isGreaterThan(0.3);
        assertThat(cosine(words, "crop tool", "crop")).isGreaterThan(cosine(words, "crop tool", "tool"));
        assertThat(cosine(words, "crop", "blur")).isZero();
        assertThat(words.vector(" ! \ud83d")).containsOnly(0);
    }

    private static double cosine(HashedWords words, String one, String other) {
        return Products.dot(words.vector(one), words.vector(other));
    }

    @Test
    void aSignalThatSaysNothingCountsAsNothing() {
        float[][] places = {{1, 0}, {0, 0}, {0, 1}};
        float[][] texts = {{1, 0}, {1, 0}, {0.6f, 0.8f}};
        SignalBlock block = new SignalBlock(new PairSignal.OfVectors("x", places, texts), new int[] {0, 1, 2});
        float[] features = new float[2];
        block.features(1, 2, false, features, 0);
        assertThat(features).containsOnly(0);
        block.features(2, 2, false, features, 0);
        assertThat(features[1]).isNotZero();
    }
}
