package dev.tandem.core.duplicates;

import dev.tandem.core.dedup.BucketStatistics;
import dev.tandem.core.dedup.ClusterSummary;
import dev.tandem.core.dedup.ClusterSummary.Example;
import dev.tandem.core.engine.ShardStore;
import dev.tandem.core.engine.ShardView;
import dev.tandem.core.error.ErrorCode;
import dev.tandem.core.error.TandemException;
import dev.tandem.core.json.Json;
import dev.tandem.core.model.Digest;
import dev.tandem.core.model.Sample;
import dev.tandem.core.plan.StepKind;
import dev.tandem.core.run.Documents;
import dev.tandem.core.run.RunRecord;
import dev.tandem.core.run.StepRecord;
import dev.tandem.core.store.ObjectKey;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.roaringbitmap.RoaringBitmap;

/** Shows the clusters of duplicates that the steps of a run found. */
public final class DuplicateClusters {
    /** Clusters of a step that are kept to be shown. */
    public static final int MOST = 100;

    private static final int TEXT_CODE_POINTS = 400;

    private final ShardStore store;
    private final Documents documents;

    public DuplicateClusters(ShardStore store) {
        this.store = store;
        this.documents = new Documents(store.contents());
    }

    /**
     * The clusters of every step of a run that removed duplicates and is finished, in order.
     *
     * @param largest how many clusters to show of each
     * @throws TandemException {@code INVALID_ARGUMENT} for a number that is out of range
     */
    public List<StepClusters> of(RunRecord run, int largest) {
        if (largest < 0 || largest > MOST) {
            throw new TandemException(
                    ErrorCode.INVALID_ARGUMENT, "The number of clusters to show is 0 to " + MOST + ", found " + largest);
        }
        return run.steps().stream()
                .filter(step -> step.kind() == StepKind.DEDUPLICATE)
                .flatMap(step -> whole(step).map(summary -> show(run, step, summary, largest))
                        .or(() -> spans(step, largest)).stream())
                .toList();
    }

    /**
     * What a step found; empty where it is not finished, or had no shards. Shards are those of the step: samples that were only
     * compared with, from an index, are counted, but not shown.
     */
    public Optional<ClusterSummary> summary(StepRecord step) {
        return whole(step).map(summary -> summary.ofLast(shards(step)));
    }

    private int shards(StepRecord step) {
        return documents.keys(step.views().orElseThrow()).size();
    }

    /** With the samples of an index. */
    private Optional<ClusterSummary> whole(StepRecord step) {
        return step.views()
                .map(documents::keys)
                .filter(keys -> !keys.isEmpty())
                .flatMap(keys -> store.view(keys.getFirst()).layers().getLast().clusters())
                .map(digest -> Json.read(store.contents().get(digest, ObjectKey::clusters), ClusterSummary.class));
    }

    /** What a step found that cuts repeated spans out of samples; empty for others, and where it is not finished. */
    public Optional<SpanShares.Found> repeated(StepRecord step, int largest) {
        return step.views().flatMap(views -> new SpanShares(store).of(step, documents.keys(views), largest));
    }

    private Optional<StepClusters> spans(StepRecord step, int largest) {
        return repeated(step, largest).map(SpanShares.Found::spans).map(spans -> new StepClusters(
                step.stage(), String.join(", ", step.operators()), step.counts().in(), 0, 0, 0, List.of(), List.of(),
                BucketStatistics.NONE, Optional.empty(), List.of(), Optional.of(spans)));
    }

    private StepClusters show(RunRecord run, StepRecord step, ClusterSummary whole, int largest) {
        ClusterSummary summary = whole.ofLast(shards(step));
        List<ClusterSummary.Cluster> shown = summary.largest().stream().limit(largest).toList();
        Map<Example, Sample> samples = samples(documents.keys(step.views().orElseThrow()), shown);
        List<ClusterSummary.Cluster> both = whole.largest().stream().limit(largest).toList();
        Map<Example, StepClusters.Member> earlier = new IndexedSamples(store, documents)
                .of(run, step, whole, both);
        return new StepClusters(
                step.stage(),
                String.join(", ", step.operators()),
                step.counts().in(),
                summary.clusters(),
                summary.members(),
                summary.merged(),
                summary.sizes(),
                summary.similarities(),
                summary.buckets(),
                summary.quality(),
                both.stream().map(cluster -> show(cluster, whole.shards() - shards(step), samples, earlier)).toList(),
                Optional.empty());
    }

    private Map<Example, Sample> samples(List<Digest> views, List<ClusterSummary.Cluster> clusters) {
        Map<Integer, List<Example>> byShard = new TreeMap<>();
        clusters.forEach(cluster -> cluster.examples().forEach(
                example -> byShard.computeIfAbsent(example.shard(), unused -> new ArrayList<>()).add(example)));
        Map<Example, Sample> samples = new HashMap<>();
        byShard.forEach((shard, examples) -> {
            Map<Integer, Example> byRow = new HashMap<>();
            RoaringBitmap rows = new RoaringBitmap();
            examples.forEach(example -> {
                byRow.put(example.row(), example);
                rows.add(example.row());
            });
            ShardView view = store.view(views.get(shard));
            store.texts(view, rows, (row, sample) -> samples.put(byRow.get(row), sample));
        });
        return samples;
    }

    /** @param first shards before this one are those of an index */
    private static StepClusters.Cluster show(
            ClusterSummary.Cluster cluster,
            int first,
            Map<Example, Sample> samples,
            Map<Example, StepClusters.Member> earlier) {
        List<StepClusters.Member> members = cluster.staysFirst().stream()
                .flatMap(example -> example.shard() < first
                        ? Optional.ofNullable(earlier.get(example)).stream()
                        : Stream.of(member(example, samples.get(example.from(first)), Optional.empty())))
                .toList();
        return new StepClusters.Cluster(cluster.smallest(), cluster.kept(), cluster.size(), members);
    }

    static StepClusters.Member member(Example example, Sample sample, Optional<StepClusters.Earlier> earlier) {
        return new StepClusters.Member(
                sample.id(), sample.source(), example.stays(), example.similarity(), beginning(sample.text()), earlier);
    }

    static String beginning(String text) {
        return text.codePointCount(0, text.length()) <= TEXT_CODE_POINTS
                ? text
                : text.substring(0, text.offsetByCodePoints(0, TEXT_CODE_POINTS)) + "\u2026";
    }
}
