package dev.tandem.core.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.core.model.Digest;
import dev.tandem.core.shard.Selection;
import dev.tandem.core.store.MemoryObjectStore;
import dev.tandem.core.store.ObjectKey;
import dev.tandem.core.store.ObservedObjectStore;
import dev.tandem.core.store.StoreListener;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.roaringbitmap.RoaringBitmap;

/** What the store holds so as not to ask for it again. */
class ShardStoreTest {
    private final Requests requests = new Requests();
    private final ShardStore store = new ShardStore(new ObservedObjectStore(new MemoryObjectStore(), requests));

    @Test
    void whatWasJustWrittenIsNotReadBack() {
        ShardView view = written();
        assertThat(store.view(view.key())).isEqualTo(view);
        assertThat(store.alive(view).getCardinality()).isEqualTo(3);
        assertThat(requests.of(StoreListener.Operation.FIND)).isZero();
    }

    @Test
    void readersMayChangeTheRowsThatTheyGet() {
        ShardView view = written();
        store.alive(view).remove(1);
        assertThat(store.alive(view).contains(1)).isTrue();
    }

    /** Whoever would do the work again must not rely on what this process remembers of it. */
    @Test
    void whetherWorkIsDoneIsAskedAnew() {
        ShardView view = written();
        store.contents().objects().delete(ObjectKey.result(view.key()));
        assertThat(store.reuse(view.key())).isEmpty();
    }

    private ShardView written() {
        Digest selection = store.putSelection(new Selection(RoaringBitmap.bitmapOf(0, 1, 2), Map.of()));
        Layer layer = new Layer(List.of(), selection, Optional.empty(), Optional.empty(), Optional.empty());
        return store.finish(new ShardView(
                ShardView.FORMAT, Digest.of("key"), List.of(), Digest.of("shard"), 3, List.of(layer), List.of(),
                new Counts(3, 0, 3, 0, 0, 0, 0), Map.of(), Map.of()));
    }

    private static final class Requests implements StoreListener {
        private final Map<Operation, Integer> counts = new EnumMap<>(Operation.class);

        int of(Operation operation) {
            return counts.getOrDefault(operation, 0);
        }

        @Override
        public void ended(Operation operation, long bytes, Duration took, Outcome outcome) {
            counts.merge(operation, 1, Integer::sum);
        }

        @Override
        public void retried() {}
    }
}
