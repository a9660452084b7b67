package dev.tandem.services.gateway.labels;

import dev.tandem.core.engine.ShardStore;
import dev.tandem.core.engine.ShardView;
import dev.tandem.core.error.ErrorCode;
import dev.tandem.core.error.TandemException;
import dev.tandem.core.model.Digest;
import dev.tandem.core.model.Sample;
import dev.tandem.core.plan.StepKind;
import dev.tandem.core.publish.Datasets;
import dev.tandem.core.run.Documents;
import dev.tandem.core.run.RunRecord;
import dev.tandem.core.run.RunStore;
import dev.tandem.core.run.StepRecord;
import dev.tandem.core.store.ObjectStore;
import dev.tandem.services.gateway.GatewayConfig;
import dev.tandem.services.gateway.Runs;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.roaringbitmap.RoaringBitmap;

/** The runs that people label samples of. */
@Singleton
public class LabelledRuns {
    private static final int PAGE = 50;
    private static final int MOST_PAGES = 200;

    private final Runs runs;
    private final RunStore stored;
    private final Datasets datasets;
    private final GatewayConfig config;
    private final ShardStore store;
    private final Documents documents;

    LabelledRuns(Runs runs, ObjectStore objects, ShardStore store, GatewayConfig config) {
        this.runs = runs;
        this.stored = new RunStore(objects);
        this.datasets = new Datasets(objects);
        this.store = store;
        this.documents = new Documents(store.contents());
        this.config = config;
    }

    /** The run of this name, or the newest that published a data set, given as {@code name} or {@code name@version}. */
    RunRecord find(String of) {
        if (!of.contains("@") && !datasets.names(config.tenant()).contains(of)) {
            return runs.status(of);
        }
        String name = of.substring(0, of.contains("@") ? of.indexOf('@') : of.length());
        String version = of.contains("@") ? of.substring(of.indexOf('@') + 1) : datasets.current(config.tenant(), name).hex();
        List<RunRecord> page = stored.page(Optional.empty(), PAGE);
        for (int pages = 0; !page.isEmpty() && pages < MOST_PAGES; pages++) {
            Optional<RunRecord> found = page.stream()
                    .filter(run -> run.datasets().stream().anyMatch(
                            dataset -> dataset.name().equals(name) && dataset.version().hex().startsWith(version)))
                    .findFirst();
            if (found.isPresent()) {
                return found.get();
            }
            page = stored.page(Optional.of(page.getLast().run()), PAGE);
        }
        throw new TandemException(ErrorCode.NOT_FOUND, "No run is known that published '" + of
                + "'. Give a run's name, as './tandem runs' lists them, or a data set's, as './tandem sets' does.");
    }

    /** Some samples of a run, as they left the last step that judged them. */
    void samples(RunRecord run, Set<Digest> wanted, Consumer<Sample> out) {
        try {
            // Of the views of one shard, the last one has the overlays of all steps before.
            for (StepRecord step : run.steps().reversed()) {
                for (Digest key : step.views().map(documents::keys).orElse(List.of())) {
                    ShardView view = store.view(key);
                    RoaringBitmap rows = new RoaringBitmap();
                    store.rows(view.shard(), ShardStore.Columns.IDENTITY, (row, read) -> {
                        if (wanted.contains(read.sample().id())) {
                            rows.add(row);
                        }
                    });
                    store.samples(view, rows, (row, sample) -> out.accept(sample));
                }
            }
        } catch (TandemException e) {
            throw e.code() == ErrorCode.NOT_FOUND ? run.collected(e) : e;
        }
    }

    /** The ids of all samples that a run read or made. */
    void ids(RunRecord run, Consumer<Digest> out) {
        try {
            for (StepRecord step : run.steps()) {
                boolean isOrigin = step.kind() == StepKind.READ || step.kind() == StepKind.CREATE;
                for (Digest key : isOrigin ? step.views().map(documents::keys).orElse(List.of()) : List.<Digest>of()) {
                    store.rows(store.view(key).shard(), ShardStore.Columns.IDENTITY, (row, read) -> out.accept(read.sample().id()));
                }
            }
        } catch (TandemException e) {
            throw e.code() == ErrorCode.NOT_FOUND ? run.collected(e) : e;
        }
    }
}
