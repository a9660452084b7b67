package dev.tandem.e2e;

import dev.tandem.core.engine.ShardStore;
import dev.tandem.core.engine.ShardView;
import dev.tandem.core.model.Digest;
import dev.tandem.core.model.Sample;
import dev.tandem.core.run.Documents;
import dev.tandem.core.run.RunRecord;
import dev.tandem.core.run.StepRecord;
import dev.tandem.core.shard.FeatureTable;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What a run left in the store, read from the store's folder while no process uses it. */
final class StoredRun {
    private final RunRecord run;
    private final ShardStore store;
    private final Documents documents;

    StoredRun(RunRecord run, Path bucket) {
        this.run = run;
        this.store = new ShardStore(new FolderObjectStore(bucket));
        this.documents = new Documents(store.contents());
    }

    StepRecord step(String operator) {
        return run.steps().stream().filter(step -> step.operators().contains(operator)).findFirst().orElseThrow();
    }

    /** A sample, and what a step measured of it. */
    record Row(Sample sample, Map<String, Object> features) {}

    /**
     * The samples that came into a step.
     *
     * @param step whose layer has the features
     * @param before the step before it, whose samples come in
     */
    List<Row> rows(StepRecord step, StepRecord before) {
        List<Digest> after = keys(step);
        List<Digest> incoming = keys(before);
        List<Row> rows = new ArrayList<>();
        for (int shard = 0; shard < incoming.size(); shard++) {
            ShardView view = store.view(after.get(shard));
            FeatureTable features = store.features(view.layers().getLast()).orElseThrow();
            store.live(store.view(incoming.get(shard)), (row, sample) -> rows.add(new Row(sample, features.row(row))));
        }
        return rows;
    }

    private List<Digest> keys(StepRecord step) {
        return documents.keys(step.views().orElseThrow());
    }
}
