package dev.tandem.core.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tandem.core.error.ErrorCode;
import dev.tandem.core.error.TandemException;
import dev.tandem.core.model.Digest;
import dev.tandem.core.store.ContentStore.Content;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who uses old content again makes it young; who uses young content again does not write. */
class ContentStoreTest {
    private static final byte[] BYTES = "content".getBytes(StandardCharsets.UTF_8);
    private static final Digest DIGEST = Digest.of(BYTES);
    private static final ObjectKey KEY = ObjectKey.blob(DIGEST);

    @TempDir
    Path folder;

    private Instant now = Instant.parse("2026-01-01T00:00:00Z");
    private final MemoryObjectStore objects = new MemoryObjectStore(() -> now);
    private final ContentStore contents = new ContentStore(objects, () -> now);

    @Test
    void oldContentThatIsPutAgainBecomesYoung() {
        contents.put(BYTES, ObjectKey::blob);
        now = now.plus(ContentStore.RENEW_AFTER).plusSeconds(1);
        contents.put(BYTES, ObjectKey::blob);
        assertThat(modified()).isEqualTo(now);
    }

    @Test
    void youngContentThatIsPutAgainStaysAsItIs() {
        contents.put(BYTES, ObjectKey::blob);
        Instant first = now;
        now = now.plus(Duration.ofMinutes(1));
        contents.put(BYTES, ObjectKey::blob);
        assertThat(modified()).isEqualTo(first);
    }

    @Test
    void filesAreUploadedOnceAndRenewed() throws Exception {
        Path file = Files.write(folder.resolve("file"), BYTES);
        contents.putFile(DIGEST, ObjectKey::blob, file);
        assertThat(contents.get(DIGEST, ObjectKey::blob)).isEqualTo(BYTES);
        now = now.plus(ContentStore.RENEW_AFTER).plusSeconds(1);
        contents.putFile(DIGEST, ObjectKey::blob, file);
        assertThat(modified()).isEqualTo(now);
    }

    @Test
    void contentThatIsNotThereCannotBeKept() {
        assertThat(contents.keep(KEY)).isFalse();
    }

    @Test
    void severalAreWrittenAtATimeAndNamedInTheirOrder() {
        CyclicBarrier together = new CyclicBarrier(3);
        ContentStore meeting = beforeEachWrite(bytes -> {
            try {
                together.await(1, TimeUnit.MINUTES);
            } catch (Exception e) {
                throw new IllegalStateException("The others did not come", e);
            }
        });
        List<Content> three = Stream.of("first", "second", "third")
                .map(text -> new Content(text.getBytes(StandardCharsets.UTF_8), ObjectKey::blob))
                .toList();
        List<Digest> written = meeting.putAll(three);
        assertThat(written).containsExactlyElementsOf(three.stream().map(content -> Digest.of(content.bytes())).toList());
        assertThat(meeting.get(written.getLast(), ObjectKey::blob)).asString().isEqualTo("third");
    }

    @Test
    void anErrorOfOneOfSeveralIsThrownAsItIs() {
        ContentStore broken = beforeEachWrite(bytes -> {
            if (bytes.length == BYTES.length) {
                throw new TandemException(ErrorCode.STORE_UNAVAILABLE, "The store is away");
            }
        });
        assertThatThrownBy(() -> broken.putAll(
                        List.of(new Content(BYTES, ObjectKey::blob), new Content(new byte[1], ObjectKey::blob))))
                .isInstanceOf(TandemException.class)
                .hasMessage("The store is away");
    }

    private static ContentStore beforeEachWrite(Consumer<byte[]> first) {
        MemoryObjectStore memory = new MemoryObjectStore();
        return new ContentStore((ObjectStore) Proxy.newProxyInstance(
                ObjectStore.class.getClassLoader(), new Class<?>[] {ObjectStore.class}, (proxy, method, arguments) -> {
                    if (method.getName().equals("putIfAbsent")) {
                        first.accept((byte[]) arguments[1]);
                    }
                    return method.invoke(memory, arguments);
                }));
    }

    private Instant modified() {
        return objects.info(KEY).orElseThrow().modified();
    }
}
