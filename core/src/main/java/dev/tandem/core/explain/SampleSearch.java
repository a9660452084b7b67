package dev.tandem.core.explain;

import dev.tandem.core.engine.ShardStore;
import dev.tandem.core.engine.ShardView;
import dev.tandem.core.error.ErrorCode;
import dev.tandem.core.error.TandemException;
import dev.tandem.core.model.Digest;
import dev.tandem.core.model.Sample;
import dev.tandem.core.plan.StepKind;
import dev.tandem.core.run.Documents;
import dev.tandem.core.run.RunRecord;
import dev.tandem.core.run.StepRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** Finds samples of a run by scanning the ids and sources of its shards, without reading content. */
final class SampleSearch {
    private static final int MIN_PREFIX = 6;
    private static final int MAX_NAMED = 5;

    private final ShardStore store;
    private final Documents documents;

    SampleSearch(ShardStore store) {
        this.store = store;
        this.documents = new Documents(store.contents());
    }

    /** Where a sample stands: the step that read or made it, the position of its shard in the step, and its row. */
    record Place(StepRecord step, int position, ShardView view, int row, Sample identity) {}

    /** The sample with this id, start of an id, source or end of a source. */
    Optional<Place> find(RunRecord run, String query) {
        boolean isId = query.length() >= MIN_PREFIX && query.chars().allMatch(c -> Character.digit(c, 16) >= 0);
        Predicate<Sample> matches = isId
                ? sample -> sample.id().hex().startsWith(query.toLowerCase(java.util.Locale.ROOT))
                : sample -> sample.source().equals(query) || sample.source().endsWith("/" + query);
        List<Place> found = new ArrayList<>();
        for (StepRecord step : origins(run)) {
            scan(step, matches, found);
        }
        if (found.stream().map(place -> place.identity().id()).distinct().count() > 1) {
            List<String> names = found.stream()
                    .limit(MAX_NAMED)
                    .map(place -> place.identity().id().abbreviated() + " (" + place.identity().source() + ")")
                    .toList();
            throw new TandemException(ErrorCode.INVALID_ARGUMENT, "'" + query + "' fits " + found.size()
                    + " samples: " + String.join(", ", names) + (found.size() > MAX_NAMED ? ", ..." : "") + ". Say which one.");
        }
        return found.stream().findFirst();
    }

    Optional<Place> find(RunRecord run, Digest id) {
        List<Place> found = new ArrayList<>();
        for (StepRecord step : origins(run)) {
            scan(step, sample -> sample.id().equals(id), found);
        }
        return found.stream().findFirst();
    }

    private void scan(StepRecord step, Predicate<Sample> matches, List<Place> found) {
        List<Digest> keys = documents.keys(step.views().orElseThrow());
        for (int position = 0; position < keys.size(); position++) {
            ShardView view = store.view(keys.get(position));
            int at = position;
            store.rows(view.shard(), ShardStore.Columns.IDENTITY, (row, read) -> {
                if (matches.test(read.sample())) {
                    found.add(new Place(step, at, view, row, read.sample()));
                }
            });
        }
    }

    private static List<StepRecord> origins(RunRecord run) {
        return run.steps().stream()
                .filter(step -> step.views().isPresent())
                .filter(step -> step.kind() == StepKind.READ || step.kind() == StepKind.CREATE)
                .toList();
    }
}
