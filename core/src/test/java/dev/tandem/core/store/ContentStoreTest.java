package dev.tandem.core.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.core.model.Digest;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
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

    private Instant modified() {
        return objects.info(KEY).orElseThrow().modified();
    }
}
