package dev.tandem.core.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tandem.core.store.FaultyS3Server.Fault;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Collections;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the client of the store does when the store is busy, broken, or silent. */
class StoreRetriesTest {
    private static final int ATTEMPTS = 4;
    private static final ObjectKey KEY = new ObjectKey("keys/one");
    private static final byte[] BYTES = "mine".getBytes(StandardCharsets.UTF_8);
    private static final String PATH = "/bucket/keys/one";

    private FaultyS3Server server;
    private MinioObjectStore store;

    @BeforeEach
    void start() throws Exception {
        server = new FaultyS3Server();
        StoreConnection connection = new StoreConnection(
                4,
                Duration.ofSeconds(5),
                Duration.ofSeconds(5),
                Duration.ofSeconds(5),
                ATTEMPTS,
                Duration.ofMillis(1),
                Duration.ofMillis(4));
        store = new MinioObjectStore(new StoreSettings(server.endpoint(), "bucket", "access", "secret-key", connection));
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void aBusyStoreIsAskedAgain() {
        server.fail(Fault.BUSY, Fault.BROKEN);
        store.put(KEY, BYTES);
        assertThat(server.requests()).isEqualTo(3);
        server.fail(Fault.BUSY);
        assertThat(store.get(KEY)).isEqualTo(BYTES);
    }

    @Test
    void aStoreThatStaysBusyIsAskedABoundedNumberOfTimes() {
        server.fail(Collections.nCopies(ATTEMPTS + 10, Fault.BUSY).toArray(Fault[]::new));
        assertThatThrownBy(() -> store.put(KEY, BYTES)).hasMessageContaining("keys/one");
        assertThat(server.requests()).isEqualTo(ATTEMPTS);
    }

    @Test
    void whatIsDeniedIsNotAskedAgain() {
        server.fail(Fault.DENIED);
        assertThatThrownBy(() -> store.put(KEY, BYTES)).hasMessageContaining("told to");
        assertThat(server.requests()).isEqualTo(1);
    }

    @Test
    void aConditionalWriteBehindABusyStoreWins() {
        server.fail(Fault.BUSY);
        assertThat(store.putIfAbsent(KEY, BYTES)).isTrue();
    }

    @Test
    void aConditionalWriteWhoseAnswerWasLostHasWritten() {
        server.fail(Fault.ANSWER_LOST);
        assertThat(store.putIfAbsent(KEY, BYTES)).isTrue();
        assertThat(server.objects().get(PATH)).isEqualTo(BYTES);
    }

    @Test
    void aConditionalWriteThatSomebodyElseOvertookHasNotWritten() {
        server.fail(Fault.OTHER_WRITES);
        assertThat(store.putIfAbsent(KEY, BYTES)).isFalse();
        assertThat(server.objects().get(PATH)).isNotEqualTo(BYTES);
    }

    @Test
    void aConditionalWriteOfWhatStoodThereBeforeHasNotWritten() {
        server.objects().put(PATH, BYTES);
        assertThat(store.putIfAbsent(KEY, BYTES)).isFalse();
    }

    @Test
    void aConnectionThatBreaksIsMadeAgain() {
        server.fail(Fault.ANSWER_LOST, Fault.ANSWER_LOST);
        store.put(KEY, BYTES);
        assertThat(server.objects().get(PATH)).isEqualTo(BYTES);
    }

    @Test
    void aStoreThatIsNotThereIsNamed() {
        server.close();
        assertThatThrownBy(() -> store.get(KEY)).hasMessageContaining(server.endpoint());
    }
}
