package dev.tandem.core.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tandem.core.error.TandemException;
import dev.tandem.core.store.StoreListener.Operation;
import dev.tandem.core.store.StoreListener.Outcome;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Watching a store changes nothing of it, and misses nothing. */
class ObservedObjectStoreTest extends ObjectStoreContract {
    private static final ObjectKey KEY = new ObjectKey("a/b");

    private final Heard heard = new Heard();

    private final ObjectStore store = new ObservedObjectStore(new MemoryObjectStore(), heard);

    @Override
    protected ObjectStore store() {
        return store;
    }

    @Test
    void requestsAreToldWithTheirBytesAndHowTheyEnded() {
        store.put(KEY, new byte[5]);
        store.putIfAbsent(KEY, new byte[7]);
        store.find(KEY);
        store.find(new ObjectKey("no"));
        assertThatThrownBy(() -> store.range(new ObjectKey("no"), 0, 1)).isInstanceOf(TandemException.class);
        assertThat(heard.requests)
                .containsExactly(
                        new Request(Operation.PUT, 5, Outcome.OK),
                        new Request(Operation.PUT_IF_ABSENT, 7, Outcome.NOT_DONE),
                        new Request(Operation.FIND, 5, Outcome.OK),
                        new Request(Operation.FIND, 0, Outcome.NOT_DONE),
                        new Request(Operation.RANGE, 0, Outcome.FAILED));
    }

    private record Request(Operation operation, long bytes, Outcome outcome) {}

    private static final class Heard implements StoreListener {
        private final List<Request> requests = new ArrayList<>();

        @Override
        public synchronized void ended(Operation operation, long bytes, Duration took, Outcome outcome) {
            assertThat(took).isPositive();
            requests.add(new Request(operation, bytes, outcome));
        }

        @Override
        public void retried() {}
    }
}
