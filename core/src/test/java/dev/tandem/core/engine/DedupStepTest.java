package dev.tandem.core.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.core.dedup.ClusterSummary;
import dev.tandem.core.engine.DedupStep.Membership;
import dev.tandem.core.error.ErrorCode;
import dev.tandem.core.model.Digest;
import dev.tandem.core.model.Part;
import dev.tandem.core.model.Sample;
import dev.tandem.core.model.SampleMetadata;
import dev.tandem.core.operator.Deduplicator;
import dev.tandem.core.shard.Selection;
import dev.tandem.core.shard.Selection.Outcome;
import dev.tandem.core.store.MemoryObjectStore;
import dev.tandem.core.store.ObjectKey;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

final class DedupStepTest {
    private static final WordSetDeduplicator OPERATOR = new WordSetDeduplicator(0.7);
    private static final List<Sample> CORPUS = corpus(60, new Random(7));

    private static Sample sample(String source, String created, String text) {
        return Sample.read(source, Map.of(SampleMetadata.CREATED, created), List.of(new Part.Text(text)));
    }

    /** Families of a text and copies with some words changed, a few without words, some that fail. */
    private static List<Sample> corpus(int families, Random random) {
        List<Sample> samples = new ArrayList<>();
        for (int family = 0; family < families; family++) {
            List<String> words = new ArrayList<>();
            for (int i = 0; i < 60; i++) {
                words.add("w" + random.nextInt(100_000));
            }
            int copies = random.nextInt(6);
            for (int copy = 0; copy <= copies; copy++) {
                List<String> changed = new ArrayList<>(words);
                int changes = copy == 0 ? 0 : random.nextInt(20);
                for (int i = 0; i < changes; i++) {
                    changed.set(random.nextInt(changed.size()), "x" + random.nextInt(100_000));
                }
                samples.add(sample(
                        family + "/" + copy, "20" + (10 + random.nextInt(15)) + "-01-01", String.join(" ", changed)));
            }
        }
        samples.add(sample("empty/1", "2020", " "));
        samples.add(sample("empty/2", "2020", " "));
        samples.add(sample("failing", "2020", "broken picture"));
        return samples;
    }

    private static double similarity(Sample left, Sample right) {
        return OPERATOR.similarity(WordSetDeduplicator.words(left.text()), WordSetDeduplicator.words(right.text()));
    }

    private static List<List<Sample>> cut(List<Sample> samples, int shards, Random random) {
        List<Sample> shuffled = new ArrayList<>(samples);
        Collections.shuffle(shuffled, random);
        List<List<Sample>> cut = new ArrayList<>();
        for (int i = 0; i < shards; i++) {
            cut.add(new ArrayList<>());
        }
        shuffled.forEach(sample -> cut.get(random.nextInt(shards)).add(sample));
        return cut;
    }

    @Test
    void nearlyAllSimilarPairsAreInOneClusterAndNoSampleIsMergedWithoutASimilarOne() {
        DedupRun run = DedupRun.of(cut(CORPUS, 4, new Random(1)), OPERATOR);
        Map<String, Map<String, Object>> features = run.features();
        int similar = 0;
        int found = 0;
        boolean[] hasPartner = new boolean[CORPUS.size()];
        for (int i = 0; i < CORPUS.size(); i++) {
            for (int j = 0; j < i; j++) {
                Object left = features.get(CORPUS.get(i).source()).get("words.cluster");
                Object right = features.get(CORPUS.get(j).source()).get("words.cluster");
                boolean together = left != null && left.equals(right);
                double similarity = similarity(CORPUS.get(i), CORPUS.get(j));
                if (similarity >= 0.8) {
                    similar++;
                    found += together ? 1 : 0;
                }
                if (together && similarity >= OPERATOR.threshold()) {
                    hasPartner[i] = true;
                    hasPartner[j] = true;
                }
            }
        }

        assertThat(similar).isGreaterThan(50);
        assertThat((double) found / similar).isGreaterThanOrEqualTo(0.95);
        for (int i = 0; i < CORPUS.size(); i++) {
            boolean clustered = features.get(CORPUS.get(i).source()).containsKey("words.cluster");
            assertThat(hasPartner[i]).isEqualTo(clustered);
        }
    }

    @Property(tries = 8)
    void theResultDoesNotDependOnHowSamplesAreCutIntoShardsOrTheirOrder(
            @ForAll @IntRange(min = 1, max = 9) int shards, @ForAll long seed) {
        DedupRun whole = DedupRun.of(List.of(CORPUS), OPERATOR);
        DedupRun cut = DedupRun.of(cut(CORPUS, shards, new Random(seed)), OPERATOR);

        assertThat(cut.keptSources()).isEqualTo(whole.keptSources());
        assertThat(cut.features()).isEqualTo(whole.features());
        assertThat(cut.counts()).isEqualTo(whole.counts());
        ClusterSummary expected = whole.step.clusters(whole.clusterKey);
        ClusterSummary found = cut.step.clusters(cut.clusterKey);
        assertThat(found.buckets()).isEqualTo(expected.buckets());
        assertThat(found.merged()).isEqualTo(expected.merged());
    }

    @Test
    void everySampleIsCountedOnce() {
        DedupRun run = DedupRun.of(cut(CORPUS, 5, new Random(3)), OPERATOR);
        Counts counts = run.counts();

        assertThat(counts.in()).isEqualTo(CORPUS.size());
        assertThat(counts.failed()).isEqualTo(1);
        assertThat(counts.merged()).isEqualTo(run.step.clusters(run.clusterKey).merged()).isPositive();
        assertThat(counts.kept() + counts.merged() + counts.failed()).isEqualTo(CORPUS.size());
        assertThat(run.keptSources()).hasSize((int) counts.kept()).contains("empty/1", "empty/2");
    }

    @Test
    void theNewestStaysAndTheOthersSayWhichOneThatIs() {
        String text = "one two three four five six seven eight nine ten";
        Sample old = sample("old", "2019-05-01", text);
        Sample newest = sample("newest", "2024-05-01", text + " eleven");
        Sample undated = sample("undated", "", text);
        DedupRun run = DedupRun.of(List.of(List.of(old, newest), List.of(undated)), OPERATOR);

        assertThat(run.keptSources()).containsExactly("newest");
        Digest smallest = Collections.min(List.of(old.id(), newest.id(), undated.id()));
        assertThat(run.features().get("old")).isEqualTo(Map.of(
                "words.cluster", smallest.hex(),
                "words.size", 3.0,
                "words.kept_instead", newest.id().hex(),
                "words.similarity", 10.0 / 11));
        assertThat(run.features().get("newest")).containsOnlyKeys("words.cluster", "words.size");
        assertThat(run.selection(1).reasonOf(0)).contains(
                new Selection.Reason(Outcome.MERGED, "words", "duplicate of another sample"));
    }

    @Test
    void preferencesAreComparedByCodePointAndTiesGoToTheSmallestId() {
        Sample private1 = sample("basic plane", "\uffee", "same text");
        Sample emoji = sample("beyond", "\ud83d\ude00", "same text");
        assertThat(DedupRun.of(List.of(List.of(private1, emoji)), OPERATOR).keptSources()).containsExactly("beyond");

        Sample left = sample("left", "2020", "same text");
        Sample right = sample("right", "2020", "same text");
        String smaller = left.id().compareTo(right.id()) < 0 ? "left" : "right";
        assertThat(DedupRun.of(List.of(List.of(left, right)), OPERATOR).keptSources()).containsExactly(smaller);
    }

    @Test
    void aSampleThatCannotBeSignedFailsAndTheOthersGoOn() {
        Sample broken = sample("broken", "2020", "a broken image");
        Sample whole = sample("whole", "2020", "a whole image");
        Sample unread = Sample.read("unread", Map.of(), List.of());
        DedupRun run = DedupRun.of(List.of(List.of(unread, broken, whole)), OPERATOR);

        assertThat(run.keptSources()).containsExactly("whole");
        assertThat(run.counts()).isEqualTo(new Counts(2, 0, 1, 0, 0, 1, 0));
        assertThat(run.selection(0).reasonOf(1)).contains(
                new Selection.Reason(Outcome.FAILED, "words", ErrorCode.BROKEN_MEDIA.name()));
        assertThat(run.outputs.getFirst().reasons()).containsOnly(Map.entry("words: BROKEN_MEDIA", 1L));
    }

    @Test
    void twoReadingsOfOneSampleLeaveOne() {
        Sample sample = sample("same", "2020", "a text that is read twice");
        DedupRun run = DedupRun.of(List.of(List.of(sample), List.of(sample)), OPERATOR);

        assertThat(run.counts()).isEqualTo(new Counts(2, 0, 1, 0, 1, 0, 0));
    }

    @Test
    void finishedWorkIsNotDoneAgain() {
        DedupRun run = DedupRun.of(List.of(CORPUS), OPERATOR);
        Digest input = run.inputs.getFirst().key();
        Digest signed = DedupStep.signKey(input, DedupRun.SPEC, Map.of());
        byte[] before = run.store.contents().objects().get(ObjectKey.result(run.clusterKey));
        Progress never = samples -> {
            throw new AssertionError("work was done again");
        };

        run.step.sign(signed, run.inputs.getFirst(), OPERATOR, never);
        DedupStep.Signed all = new DedupStep.Signed(List.of(signed), 0);
        List<Digest> buckets = run.step.buckets(all, DedupRun.SPEC, Map.of(), OPERATOR, never);
        run.step.cluster(run.clusterKey, all, buckets, OPERATOR, never);

        assertThat(run.store.contents().objects().get(ObjectKey.result(run.clusterKey))).isEqualTo(before);
        Digest select = DedupStep.selectKey(run.clusterKey, 0, input, DedupRun.SPEC);
        assertThat(run.step.select(select, run.inputs.getFirst(), run.clusterKey, 0, DedupRun.SPEC, never))
                .isEqualTo(run.outputs.getFirst());
    }

    @Test
    void aSecondDeduplicationSeesOnlyWhatTheFirstLeft() {
        DedupRun run = DedupRun.of(List.of(CORPUS), OPERATOR);
        ShardView first = run.outputs.getFirst();
        Digest signed = run.step.sign(Digest.of("again"), first, OPERATOR, Progress.SILENT);
        DedupStep.Signed all = new DedupStep.Signed(List.of(signed), 0);
        List<Digest> buckets = run.step.buckets(all, DedupRun.SPEC, Map.of(), OPERATOR, Progress.SILENT);
        Digest clusters = run.step.cluster(Digest.of("clusters"), all, buckets, OPERATOR, Progress.SILENT);
        ShardView second = run.step.select(Digest.of("select"), first, clusters, 0, DedupRun.SPEC, Progress.SILENT);

        assertThat(second.counts().in()).isEqualTo(first.counts().kept());
        assertThat(second.layers()).hasSize(3);
        assertThat(second.layers().getLast().clusters()).isPresent();
    }

    @Test
    void inMemoryGivesTheSameAsOverShards() {
        DedupRun run = DedupRun.of(cut(CORPUS, 3, new Random(5)), OPERATOR);
        List<Membership> memberships = DedupStep.inMemory(OPERATOR, CORPUS);

        assertThat(memberships).hasSameSizeAs(CORPUS);
        for (int row = 0; row < CORPUS.size(); row++) {
            Membership membership = memberships.get(row);
            Map<String, Object> features = run.features().get(CORPUS.get(row).source());
            assertThat(membership.row()).isEqualTo(row);
            assertThat(membership.keep()).isEqualTo(run.keptSources().contains(CORPUS.get(row).source()));
            assertThat((double) membership.size()).isEqualTo(features.getOrDefault("words.size", 1.0));
            assertThat(membership.cluster())
                    .isEqualTo(features.getOrDefault("words.cluster", CORPUS.get(row).id().hex()));
            assertThat(membership.keptInstead().orElse(null)).isEqualTo(features.get("words.kept_instead"));
        }
        assertThat(memberships.getLast().failure().orElseThrow().code()).isEqualTo(ErrorCode.BROKEN_MEDIA);
    }

    @Test
    void nothingAtAllIsClusteredAsNothing() {
        DedupRun run = DedupRun.of(Arrays.asList(List.of(), List.of()), OPERATOR);

        assertThat(run.counts()).isEqualTo(Counts.NONE);
        assertThat(run.step.clusters(run.clusterKey).clusters()).isZero();
    }

    @Property(tries = 8)
    void theResultDoesNotDependOnTheNumberOfParts(@ForAll @IntRange(min = 2, max = 70) int parts, @ForAll long seed) {
        DedupRun whole = DedupRun.of(List.of(CORPUS), OPERATOR);
        DedupRun parted = DedupRun.reading(
                new ShardStore(new MemoryObjectStore()), cut(CORPUS, 4, new Random(seed)));
        parted.deduplicate(OPERATOR, parts);

        assertThat(parted.features()).isEqualTo(whole.features());
        assertThat(parted.keptSources()).isEqualTo(whole.keptSources());
        assertThat(parted.step.clusters(parted.clusterKey).sizes())
                .isEqualTo(whole.step.clusters(whole.clusterKey).sizes());
        assertThat(parted.step.clusters(parted.clusterKey).largest())
                .usingRecursiveFieldByFieldElementComparatorIgnoringFields("examples")
                .isEqualTo(whole.step.clusters(whole.clusterKey).largest());
        assertThat(parted.step.clusters(parted.clusterKey).similarities())
                .isEqualTo(whole.step.clusters(whole.clusterKey).similarities());
    }

    @Property(tries = 8)
    void comparingWithWhatWasThereEarlierGivesWhatOneRunOverAllGives(
            @ForAll @IntRange(min = 1, max = 40) int parts, @ForAll boolean verifies, @ForAll long seed) {
        Deduplicator operator = new WordSetDeduplicator(0.7) {
            @Override
            public boolean verifies() {
                return verifies;
            }
        };
        List<List<Sample>> shards = cut(CORPUS, 5, new Random(seed));
        DedupRun whole = DedupRun.of(shards, operator);

        ShardStore store = new ShardStore(new MemoryObjectStore());
        DedupRun first = DedupRun.of(store, shards.subList(0, 2), operator);
        DedupRun second = DedupRun.reading(store, shards.subList(2, 4));
        second.deduplicateAfter(first, operator, parts);
        DedupRun third = DedupRun.reading(store, shards.subList(4, 5));
        third.deduplicateAfter(second, operator, 1);

        Map<String, Map<String, Object>> expected = whole.features();
        assertThat(third.features()).isNotEmpty()
                .allSatisfy((source, features) -> assertThat(features).isEqualTo(expected.get(source)));
        assertThat(third.step.clusters(third.clusterKey))
                .usingRecursiveComparison()
                .ignoringFields("signatures", "pairs", "parts", "buckets", "largest.examples")
                .isEqualTo(whole.step.clusters(whole.clusterKey));
        assertThat(second.step.clusters(second.clusterKey).buckets().pairs())
                .isLessThanOrEqualTo(whole.step.clusters(whole.clusterKey).buckets().pairs() * parts);
    }

    @Test
    void theSummaryTellsTheLargestClustersAndHowSimilarTheirSamplesAre() {
        DedupRun run = DedupRun.of(cut(CORPUS, 3, new Random(2)), OPERATOR);
        ClusterSummary summary = run.step.clusters(run.clusterKey);

        Map<Object, Double> sizes = new HashMap<>();
        run.features().values().stream()
                .filter(features -> features.containsKey("words.cluster"))
                .forEach(features -> sizes.put(features.get("words.cluster"), (double) features.get("words.size")));
        assertThat(summary.clusters()).isEqualTo(sizes.size());
        assertThat(summary.members()).isEqualTo((long) sizes.values().stream().mapToDouble(size -> size).sum());
        assertThat(summary.merged()).isEqualTo(summary.members() - summary.clusters());
        assertThat(summary.similarities().stream().mapToLong(count -> count).sum()).isEqualTo(summary.merged());
        assertThat(summary.largest().getFirst().size())
                .isEqualTo(Collections.max(sizes.values()).longValue());
        assertThat(summary.sizes().stream().mapToLong(count -> count).sum()).isEqualTo(summary.clusters());
        assertThat(summary.largest()).allSatisfy(cluster -> {
            assertThat(cluster.examples()).hasSize((int) Math.min(6, cluster.size()));
            assertThat(cluster.examples()).filteredOn(ClusterSummary.Example::stays).hasSize(1);
        });
        assertThat(summary.largest()).isSortedAccordingTo(
                Comparator.comparingLong(ClusterSummary.Cluster::size).reversed()
                        .thenComparing(ClusterSummary.Cluster::smallest));
    }

    @Test
    void ofAChainOnlyDirectDuplicatesOfAKeptSampleAreDroppedWhereThatIsWanted() {
        List<Sample> chain = new ArrayList<>();
        for (int i = 0; i < 7; i++) {
            StringBuilder text = new StringBuilder();
            for (int word = 2 * i; word < 2 * i + 20; word++) {
                text.append("word").append(word).append(' ');
            }
            chain.add(sample("chain " + i, "20" + (10 + i), text.toString()));
        }
        assertThat(DedupRun.of(List.of(chain), OPERATOR).keptSources()).containsExactly("chain 6");

        DedupRun direct = DedupRun.of(List.of(chain), new WordSetDeduplicator(0.7) {
            @Override
            public boolean onlyDirect() {
                return true;
            }
        });
        assertThat(direct.keptSources()).containsExactly("chain 0", "chain 2", "chain 4", "chain 6");
        assertThat(direct.features().get("chain 3")).containsEntry("words.kept_instead", chain.get(4).id().hex());
        assertThat(direct.features().get("chain 3").get("words.size")).isEqualTo(7.0);
    }

    @Test
    void whereSharingAKeyIsEnoughThereIsNoSimilarity() {
        DedupRun run = DedupRun.of(cut(CORPUS, 3, new Random(2)), new WordSetDeduplicator(0.7) {
            @Override
            public boolean verifies() {
                return false;
            }
        });
        ClusterSummary summary = run.step.clusters(run.clusterKey);

        assertThat(summary.merged()).isGreaterThan(50);
        assertThat(summary.similarities()).isEmpty();
        assertThat(run.features().values()).noneMatch(features -> features.containsKey("words.similarity"));
        assertThat(run.counts().merged()).isEqualTo(summary.merged());
    }
}
