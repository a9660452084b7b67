package dev.tandem.core.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.tandem.core.dedup.ClusterSummary;
import dev.tandem.core.dedup.DuplicateQuality;
import dev.tandem.core.json.Json;
import dev.tandem.core.model.Part;
import dev.tandem.core.model.Sample;
import dev.tandem.core.operator.Deduplicator;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Precision and recall of what was found, beside those that all pairs have. */
class DuplicateQualityTest {
    private static final double THRESHOLD = 0.4;
    private static final int BANDS = 24;
    private static final int ROWS = 4;

    /** Words as evidence, whether they are compared or not. */
    private static Deduplicator operator(boolean verifies, double intended) {
        return new WordSetDeduplicator(THRESHOLD) {
            @Override
            public boolean verifies() {
                return verifies;
            }

            @Override
            public double intendedThreshold() {
                return intended;
            }

            @Override
            public double candidateProbability(double similarity) {
                return 1 - Math.pow(1 - Math.pow(similarity, ROWS), BANDS);
            }
        };
    }

    /** Pairs of texts, from equal ones to some that share half of their words. */
    private static List<Sample> pairs(int count) {
        Random random = new Random(11);
        List<Sample> samples = new ArrayList<>();
        for (int pair = 0; pair < count; pair++) {
            List<String> words = random.ints(60, 0, 1_000_000).mapToObj(word -> "w" + word).toList();
            List<String> changed = new ArrayList<>(words);
            for (int i = random.nextInt(30); i > 0; i--) {
                changed.set(i, "x" + random.nextInt(1_000_000));
            }
            samples.add(sample(pair + "/a", words));
            samples.add(sample(pair + "/b", changed));
        }
        return samples;
    }

    private static Sample sample(String source, List<String> words) {
        return Sample.read(source, Map.of(), List.of(new Part.Text(String.join(" ", words))));
    }

    private static DuplicateQuality quality(List<Sample> samples, Deduplicator operator) {
        int half = samples.size() / 2;
        return quality(DedupRun.of(List.of(samples.subList(0, half), samples.subList(half, samples.size())), operator));
    }

    private static DuplicateQuality quality(DedupRun run) {
        return run.step.clusters(run.clusterKey).quality().orElseThrow();
    }

    private static double similarity(Sample left, Sample right) {
        return operator(true, THRESHOLD).similarity(WordSetDeduplicator.words(left.text()), WordSetDeduplicator.words(right.text()));
    }

    @Test
    void recallIsThatOfAllPairs() {
        List<Sample> samples = pairs(800);
        long similar = 0;
        for (int i = 0; i < samples.size(); i += 2) {
            similar += similarity(samples.get(i), samples.get(i + 1)) >= THRESHOLD ? 1 : 0;
        }

        DuplicateQuality quality = quality(samples, operator(true, THRESHOLD));

        assertThat(quality.precision()).isEqualTo(1);
        assertThat(quality.precisionLow()).isBetween(0.99, 0.9999);
        assertThat(quality.pairs()).isEqualTo(quality.similar());
        double recall = (double) quality.similar() / similar;
        assertThat(recall).isBetween(0.7, 0.97);
        assertThat(quality.recall().orElseThrow()).isCloseTo(recall, within(0.02));
    }

    @Test
    void whereAKeyIsEnoughPrecisionIsThatOfASampleWhichDoesNotDependOnTheirOrder() {
        List<Sample> samples = pairs(1_300);
        Deduplicator operator = operator(false, 0.8);
        DedupRun run = DedupRun.of(List.of(samples), operator);
        DuplicateQuality quality = quality(run);
        long found = 0;
        long similar = 0;
        Map<String, Map<String, Object>> features = run.features();
        for (int i = 0; i < samples.size(); i += 2) {
            if (features.get(samples.get(i).source()).containsKey("words.cluster")) {
                found++;
                similar += similarity(samples.get(i), samples.get(i + 1)) >= 0.8 ? 1 : 0;
            }
        }

        assertThat(quality.exact()).isFalse();
        assertThat(quality.pairs()).isEqualTo(1_000).isLessThan(found);
        assertThat((double) similar / found).isBetween(quality.precisionLow(), quality.precisionHigh());
        assertThat(quality.precisionHigh() - quality.precisionLow()).isBetween(0.02, 0.07);
        Collections.shuffle(samples, new Random(3));
        assertThat(quality(samples, operator)).isEqualTo(quality);
    }

    @Test
    void wilsonsIntervalIsThatOfTheBooks() {
        DuplicateQuality quality = quality(List.of(
                sample("a", List.of("a", "b", "c", "d")), sample("b", List.of("a", "b", "c", "d"))), new WordSetDeduplicator(0.7));

        assertThat(quality).isEqualTo(
                new DuplicateQuality(0.7, true, 1, 1, 1, 0.2065, 1, OptionalDouble.empty()));
        assertThat(quality.text()).contains("Precision 1.000 (0.207 to 1.000)", "exactly").doesNotContain("Recall");
    }

    @Test
    void whereNothingWasFoundNothingIsTold() {
        DedupRun run = DedupRun.of(List.of(List.of(sample("a", List.of("a")))), operator(true, THRESHOLD));
        ClusterSummary summary = run.step.clusters(run.clusterKey);

        assertThat(summary.quality()).isEmpty();
        assertThat(Json.read(Json.text(summary), ClusterSummary.class)).isEqualTo(summary);
    }
}
