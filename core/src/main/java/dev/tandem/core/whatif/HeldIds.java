package dev.tandem.core.whatif;

import dev.tandem.core.engine.SelectorRows;
import dev.tandem.core.engine.ShardStore;
import dev.tandem.core.engine.ShardStore.IdConsumer;
import dev.tandem.core.model.Digest;
import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/** Ids of the rows of shards, read once as far as they fit into a number of bytes: most of what a question about ranks costs. */
final class HeldIds implements SelectorRows.Ids {
    private static final int ID_BYTES = 32;

    private final ShardStore store;
    private final Map<Digest, byte[]> held = new ConcurrentHashMap<>();
    private final AtomicLong left;

    HeldIds(ShardStore store, long bytes) {
        this.store = store;
        this.left = new AtomicLong(bytes);
    }

    @Override
    public void forEach(Digest shard, IdConsumer consumer) {
        byte[] ids = held.get(shard);
        if (ids == null) {
            read(shard, consumer);
            return;
        }
        for (int row = 0; row < ids.length / ID_BYTES; row++) {
            consumer.accept(row, Arrays.copyOfRange(ids, row * ID_BYTES, (row + 1) * ID_BYTES));
        }
    }

    private void read(Digest shard, IdConsumer consumer) {
        ByteArrayOutputStream ids = new ByteArrayOutputStream();
        boolean[] fits = {true};
        store.ids(shard, (row, id) -> {
            fits[0] = fits[0] && left.addAndGet(-ID_BYTES) >= 0;
            if (fits[0]) {
                ids.writeBytes(id);
            }
            consumer.accept(row, id);
        });
        if (fits[0]) {
            held.put(shard, ids.toByteArray());
        }
    }
}
