package dev.tandem.core.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.core.dedup.ClusterSummary;
import dev.tandem.core.engine.DedupStep.Membership;
import dev.tandem.core.model.Digest;
import dev.tandem.core.model.Part;
import dev.tandem.core.model.Sample;
import dev.tandem.core.sort.SortSpace;
import dev.tandem.core.store.MemoryObjectStore;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

final class FitStepTest {
    private static final NumberDeduplicator OPERATOR = new NumberDeduplicator(1, 100);

    private static List<Sample> samples(int count, int most, Random random) {
        return IntStream.range(0, count)
                .mapToObj(i -> sample("source " + i, "" + random.nextInt(most)))
                .toList();
    }

    private static Sample sample(String source, String text) {
        return Sample.read(source, Map.of(), List.of(new Part.Text(text)));
    }

    private static List<List<Sample>> cut(List<Sample> samples, int shards, Random random) {
        List<Sample> shuffled = new ArrayList<>(samples);
        Collections.shuffle(shuffled, random);
        List<List<Sample>> cut = IntStream.range(0, shards).<List<Sample>>mapToObj(i -> new ArrayList<>()).toList();
        shuffled.forEach(sample -> cut.get(random.nextInt(shards)).add(sample));
        return cut;
    }

    /** Sources of the samples that stay: each is compared with all before it in its bucket. */
    private static TreeSet<String> bruteForce(List<Sample> samples, NumberDeduplicator operator) {
        List<long[]> fitted = samples.stream()
                .sorted(Comparator.comparing(FitStepTest::scattered))
                .limit(operator.most())
                .map(sample -> new long[] {number(sample)})
                .toList();
        byte[] buckets = operator.fit(fitted);
        Map<Long, List<Sample>> byBucket = new TreeMap<>();
        samples.stream()
                .sorted(Comparator.comparing(FitStepTest::number).reversed().thenComparing(Sample::id))
                .forEach(sample -> byBucket
                        .computeIfAbsent(NumberDeduplicator.bucket(buckets, number(sample)), unused -> new ArrayList<>())
                        .add(sample));
        TreeSet<String> kept = new TreeSet<>();
        byBucket.values().forEach(bucket -> {
            for (int i = 0; i < bucket.size(); i++) {
                long one = number(bucket.get(i));
                if (bucket.subList(0, i).stream().noneMatch(before -> number(before) - one < NumberDeduplicator.REACH)) {
                    kept.add(bucket.get(i).source());
                }
            }
        });
        return kept;
    }

    /** What samples are drawn by: the first eight bytes of their ids, spread. */
    private static long scattered(Sample sample) {
        long key = Long.parseUnsignedLong(sample.id().hex().substring(0, 16), 16);
        long mixed = (key ^ key >>> 33) * 0xff51afd7ed558ccdL;
        mixed = (mixed ^ mixed >>> 33) * 0xc4ceb9fe1a85ec53L;
        return mixed ^ mixed >>> 33;
    }

    private static long number(Sample sample) {
        return Long.parseLong(sample.text());
    }

    @Property(tries = 8)
    void whatStaysIsWhatHasNoneBeforeItHoweverSamplesAreCutAndTheWorkIsDivided(
            @ForAll long seed,
            @ForAll @IntRange(min = 1, max = 120) int count,
            @ForAll @IntRange(min = 1, max = 5) int shards,
            @ForAll @IntRange(min = 1, max = 9) int parts,
            @ForAll @IntRange(min = 1, max = 90) int fitted) {
        NumberDeduplicator operator = new NumberDeduplicator(1, fitted);
        List<Sample> samples = samples(count, 5_000, new Random(seed));
        DedupRun run = DedupRun.reading(new ShardStore(new MemoryObjectStore()), cut(samples, shards, new Random(seed)));
        run.deduplicate(operator, parts);

        assertThat(run.keptSources()).isEqualTo(bruteForce(samples, operator));
        assertThat(DedupStep.inMemory(operator, samples).stream().filter(Membership::keep))
                .hasSameSizeAs(run.keptSources());
    }

    @Test
    void clustersAreTheSameHoweverSamplesAreCutAndTheWorkIsDivided() {
        List<Sample> samples = samples(150, 3_000, new Random(8));
        DedupRun whole = DedupRun.of(List.of(samples), OPERATOR);
        DedupRun cut = DedupRun.reading(new ShardStore(new MemoryObjectStore()), cut(samples, 4, new Random(9)));
        cut.deduplicate(OPERATOR, 5);

        assertThat(cut.features()).isEqualTo(whole.features());
        assertThat(cut.features().values()).anyMatch(features -> features.containsKey("words.kept_instead"));
    }

    @Test
    void bucketsThatDoNotFitIntoMemoryAreComparedInBlocks() {
        NumberDeduplicator wide = new NumberDeduplicator(600, 50);
        List<Sample> samples = samples(1_200, 20_000, new Random(3));
        DedupRun run = DedupRun.readingInLittleMemory(
                new ShardStore(new MemoryObjectStore()), cut(samples, 3, new Random(4)));
        run.deduplicate(wide);

        assertThat(run.keptSources()).isEqualTo(bruteForce(samples, wide)).hasSizeBetween(100, 1_300);
        ClusterSummary summary = run.step.clusters(run.clusterKey);
        assertThat(summary.buckets().entries()).isEqualTo(samples.size());
        assertThat(summary.buckets().largest()).isGreaterThan(256);
        assertThat(summary.buckets().similar()).isEqualTo(summary.merged());
    }

    @Test
    void ofVeryManyEqualSamplesOneStaysWithoutAComparison() {
        List<Sample> samples = IntStream.range(0, 10_000).mapToObj(i -> sample("source " + i, "7")).toList();
        DedupRun run = DedupRun.of(List.of(samples.subList(0, 4_000), samples.subList(4_000, 10_000)), OPERATOR);

        assertThat(run.counts()).isEqualTo(new Counts(10_000, 0, 1, 0, 9_999, 0, 0));
        assertThat(run.step.clusters(run.clusterKey).buckets().pairs()).isZero();
    }

    @Test
    void whatCannotBeObservedFailsAloneAndWhatHasNothingToCompareStays() {
        DedupRun run = DedupRun.of(
                List.of(
                        List.of(sample("broken", "broken"), sample("low", "100"), sample("empty", "")),
                        List.of(sample("high", "105"), sample("far", "120"), sample("also empty", ""))),
                OPERATOR);

        assertThat(run.keptSources()).containsExactly("also empty", "empty", "far", "high");
        assertThat(run.counts()).isEqualTo(new Counts(6, 0, 4, 0, 1, 1, 0));
        assertThat(run.features().get("low")).containsEntry("words.similarity", 1 - 5 / 1_000_000.0);
        assertThat(run.features().get("broken")).isNotEmpty();
        assertThat(DedupRun.of(List.of(List.of(), List.of(sample("empty", ""))), OPERATOR).keptSources()).hasSize(1);
    }

    @Test
    void finishedWorkIsNotDoneAgain() {
        DedupRun run = DedupRun.of(List.of(samples(50, 500, new Random(1))), OPERATOR);
        FitStep again = new FitStep(run.store, new SortSpace(SortSpace.LEAST_BYTES, Path.of("none")));
        Digest input = run.inputs.getFirst().key();
        Digest observed = FitStep.observeKey(input, DedupRun.SPEC.with(Map.of("threshold", "0.9"), Map.of()), OPERATOR, Map.of());
        Progress never = samples -> {
            throw new AssertionError("work was done again");
        };

        assertThat(again.observe(observed, run.inputs.getFirst(), OPERATOR, never)).isEqualTo(observed);
        assertThat(FitStep.observeKey(input, DedupRun.SPEC.with(Map.of("width", "2"), Map.of()), OPERATOR, Map.of()))
                .isNotEqualTo(observed);
        assertThat(again.fit(run.fitted, List.of(observed), OPERATOR, never)).isEqualTo(run.fitted);
    }
}
