package dev.tandem.core.duplicates;

import dev.tandem.core.dedup.ClusterSummary;
import dev.tandem.core.dedup.ClusterSummary.Example;
import dev.tandem.core.dedup.IndexVersion;
import dev.tandem.core.dedup.IndexVersion.Origin;
import dev.tandem.core.dedup.Replacements;
import dev.tandem.core.engine.ShardStore;
import dev.tandem.core.engine.ShardView;
import dev.tandem.core.error.ErrorCode;
import dev.tandem.core.error.TandemException;
import dev.tandem.core.model.Digest;
import dev.tandem.core.model.Sample;
import dev.tandem.core.plan.PlannedStep;
import dev.tandem.core.run.Documents;
import dev.tandem.core.run.RunRecord;
import dev.tandem.core.run.RunStore;
import dev.tandem.core.run.StepRecord;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.roaringbitmap.RoaringBitmap;

/**
 * What is known of samples that a run was only compared with, since an index has them: their ids always, the run and the data set
 * that they are from where the index says so, and source and text as long as that run's shards are there.
 */
final class IndexedSamples {
    private final ShardStore store;
    private final Documents documents;
    private final RunStore runs;

    IndexedSamples(ShardStore store, Documents documents) {
        this.store = store;
        this.documents = documents;
        this.runs = new RunStore(store.contents().objects());
    }

    /** A shard of an earlier run. */
    private record Place(Origin origin, int position) {}

    /** The examples in these clusters that are not of the run itself. */
    Map<Example, StepClusters.Member> of(
            RunRecord run, StepRecord step, ClusterSummary summary, List<ClusterSummary.Cluster> clusters) {
        int first = summary.shards() - documents.keys(step.views().orElseThrow()).size();
        Map<Integer, List<Example>> byShard = new TreeMap<>();
        clusters.forEach(cluster -> cluster.examples().stream()
                .filter(example -> example.shard() < first && example.sample().isPresent())
                .forEach(example -> byShard.computeIfAbsent(example.shard(), unused -> new ArrayList<>()).add(example)));
        Map<Example, StepClusters.Member> members = new HashMap<>();
        if (!byShard.isEmpty()) {
            Optional<IndexVersion> index = index(run, step);
            List<Digest> signatures = documents.keys(summary.signatures());
            byShard.forEach((shard, examples) ->
                    describe(index.flatMap(version -> place(version, signatures.get(shard))), examples, members));
        }
        return members;
    }

    private Optional<IndexVersion> index(RunRecord run, StepRecord step) {
        return documents.plan(run.plan()).steps().get(step.index()).duplicates()
                .flatMap(PlannedStep.DuplicateIndex::version)
                .flatMap(version -> there(() -> documents.index(version)));
    }

    /** Where the shard with these signatures is from; the newest run that had it. */
    private Optional<Place> place(IndexVersion index, Digest signatures) {
        Replacements replacements = index.replaced().map(documents::replacements).orElse(Replacements.NONE);
        for (Origin origin : index.origins().reversed()) {
            List<Digest> keys = documents.names(origin.signatures());
            for (int position = 0; position < keys.size(); position++) {
                Digest key = keys.get(position);
                if (key.equals(signatures) || replacements.of(key).equals(Optional.of(signatures))) {
                    return Optional.of(new Place(origin, position));
                }
            }
        }
        return Optional.empty();
    }

    private void describe(Optional<Place> place, List<Example> examples, Map<Example, StepClusters.Member> members) {
        StepClusters.Earlier earlier = place
                .map(found -> new StepClusters.Earlier(found.origin().dataset(), found.origin().run()))
                .orElse(new StepClusters.Earlier("", ""));
        examples.forEach(example -> members.put(example, new StepClusters.Member(
                example.sample().orElseThrow(), "", example.stays(), example.similarity(), "", Optional.of(earlier))));
        Map<Integer, Example> byRow = new HashMap<>();
        examples.forEach(example -> byRow.put(example.row(), example));
        place.flatMap(this::view).ifPresent(view -> there(() -> {
            store.texts(view, RoaringBitmap.bitmapOf(byRow.keySet().stream().mapToInt(row -> row).toArray()), (row, sample) -> {
                if (byRow.get(row).sample().equals(Optional.of(sample.id()))) {
                    members.put(byRow.get(row), member(byRow.get(row), sample, earlier));
                }
            });
            return "";
        }));
    }

    private static StepClusters.Member member(Example example, Sample sample, StepClusters.Earlier earlier) {
        return DuplicateClusters.member(example, sample, Optional.of(earlier));
    }

    private Optional<ShardView> view(Place place) {
        return runs.find(place.origin().run())
                .filter(run -> place.origin().step() < run.steps().size())
                .flatMap(run -> run.steps().get(place.origin().step()).views())
                .flatMap(views -> there(() -> documents.keys(views)))
                .filter(views -> place.position() < views.size())
                .flatMap(views -> store.find(views.get(place.position())));
    }

    /** What can have been collected as garbage. */
    private static <T> Optional<T> there(Supplier<T> reading) {
        try {
            return Optional.of(reading.get());
        } catch (TandemException e) {
            if (e.code() == ErrorCode.NOT_FOUND) {
                return Optional.empty();
            }
            throw e;
        }
    }
}
