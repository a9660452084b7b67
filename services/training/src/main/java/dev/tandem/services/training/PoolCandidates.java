package dev.tandem.services.training;

import dev.tandem.core.engine.Layer;
import dev.tandem.core.engine.ShardStore;
import dev.tandem.core.engine.ShardView;
import dev.tandem.core.error.ErrorCode;
import dev.tandem.core.error.TandemException;
import dev.tandem.core.model.Digest;
import dev.tandem.core.shard.Selection;
import dev.tandem.core.shard.Selection.Outcome;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.PriorityQueue;
import org.roaringbitmap.RoaringBitmap;

/**
 * Which samples of a run are in the pool: those that are still in, and those that a filter or a selector dropped since an earlier
 * step. What failed and what is the duplicate of another sample never returns.
 */
final class PoolCandidates {
    private final ShardStore store;
    private final List<ShardView> views;
    private final Optional<List<ShardView>> before;

    /**
     * Of shards as two steps left them.
     *
     * @param before the same shards as an earlier step left them; empty where nothing returns
     */
    PoolCandidates(ShardStore store, List<Digest> views, Optional<List<Digest>> before) {
        this.store = store;
        this.views = views.stream().map(store::view).toList();
        this.before = before.map(keys -> keys.stream().map(store::view).toList());
        this.before.ifPresent(earlier -> {
            boolean same = earlier.size() == this.views.size();
            for (int i = 0; same && i < earlier.size(); i++) {
                same = earlier.get(i).shard().equals(this.views.get(i).shard());
            }
            if (!same) {
                throw new TandemException(ErrorCode.INVALID_RECIPE, "The stages of 'rounds: from' and 'rounds: rejects' are of different"
                        + " samples: a creator stands between them. Name a stage behind it in 'rejects'.");
            }
        });
    }

    /** A sample: its id, and where it stands. */
    record Place(Digest id, int shard, int row) {}

    int shards() {
        return views.size();
    }

    ShardView view(int shard) {
        return views.get(shard);
    }

    RoaringBitmap kept(int shard) {
        return store.alive(views.get(shard));
    }

    /** Rows of a shard that are in the pool, if there is room for them. */
    RoaringBitmap rows(int shard) {
        RoaringBitmap rows = kept(shard);
        if (before.isPresent()) {
            ShardView earlier = before.get().get(shard);
            rows = store.alive(earlier);
            for (Layer layer : views.get(shard).layers().subList(earlier.layers().size(), views.get(shard).layers().size())) {
                Selection selection = store.selection(layer);
                for (var out : selection.out().entrySet()) {
                    if (out.getKey().outcome() != Outcome.DROPPED) {
                        rows.andNot(out.getValue());
                    }
                }
            }
        }
        return rows;
    }

    /** What was chosen, and how many were not. */
    record Chosen(List<Place> places, long leftOut) {}

    /** Those with the lowest ids, which is a choice by chance that depends on nothing else; in the order of their ids. */
    Chosen lowest(int most) {
        PriorityQueue<Place> lowest = new PriorityQueue<>(Comparator.comparing(Place::id).reversed());
        long[] seen = {0};
        for (int shard = 0; shard < views.size(); shard++) {
            RoaringBitmap rows = rows(shard);
            int at = shard;
            store.rows(views.get(shard).shard(), ShardStore.Columns.IDENTITY, (row, read) -> {
                if (rows.contains(row)) {
                    seen[0]++;
                    lowest.add(new Place(read.sample().id(), at, row));
                    if (lowest.size() > most) {
                        lowest.poll();
                    }
                }
            });
        }
        List<Place> places = lowest.stream().sorted(Comparator.comparing(Place::id)).toList();
        return new Chosen(places, seen[0] - places.size());
    }
}
