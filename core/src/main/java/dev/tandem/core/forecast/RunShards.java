package dev.tandem.core.forecast;

import dev.tandem.core.engine.ReadStep;
import dev.tandem.core.engine.ShardStore;
import dev.tandem.core.engine.ShardView;
import dev.tandem.core.model.Digest;
import dev.tandem.core.operator.Reader;
import dev.tandem.core.plan.OperatorSpec;
import dev.tandem.core.score.KnownScores;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The shards that a run would read an input into, and their digests where a run has read them. */
final class RunShards {
    private final Map<String, List<Reader.Split>> byFile = new HashMap<>();
    private final OperatorSpec reading;
    private final Optional<KnownScores> known;
    private final Optional<ShardStore> store;
    private final int count;

    RunShards(List<Reader.Split> splits, OperatorSpec reading, Optional<KnownScores> known) {
        splits.forEach(split -> byFile.computeIfAbsent(split.file(), unused -> new ArrayList<>()).add(split));
        this.count = splits.size();
        this.reading = reading;
        this.known = known;
        this.store = known.map(scores -> new ShardStore(scores.objects()));
    }

    int count() {
        return count;
    }

    /**
     * What a block of the input has in one shard.
     *
     * @param shard digest of the shard that was read; of no shard where none was
     */
    record Piece(Reader.Split split, Digest shard) {}

    /** A block, cut where shards begin. */
    List<Piece> pieces(Reader.Split block) {
        List<Piece> pieces = new ArrayList<>();
        for (Reader.Split split : byFile.getOrDefault(block.file(), List.of())) {
            long from = Math.max(block.from(), split.from());
            long to = Math.min(block.to(), split.to());
            if (from < to) {
                long start = from == block.from() ? block.start() : split.start();
                pieces.add(new Piece(new Reader.Split(block.file(), from, to, start), shard(split)));
            }
        }
        return pieces;
    }

    private Digest shard(Reader.Split split) {
        return known.flatMap(scores -> store.orElseThrow().find(ReadStep.key(scores.input(), split, reading)))
                .map(ShardView::shard)
                .orElseGet(() -> Digest.of("unread/" + split.file() + "/" + split.from()));
    }
}
