package dev.tandem.core.input;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.core.model.Digest;
import dev.tandem.core.store.ContentStore;
import dev.tandem.core.store.MemoryObjectStore;
import dev.tandem.core.store.ObjectKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InputCacheTest {
    private final MemoryObjectStore objects = new MemoryObjectStore();
    private InputManifest manifest;

    @TempDir
    private Path parent;

    @BeforeEach
    void store() {
        byte[] bytes = {1, 2, 3};
        Digest digest = new ContentStore(objects).put(bytes, ObjectKey::blob);
        manifest = new InputManifest(InputManifest.FORMAT, List.of(new InputManifest.Entry("a.txt", digest, bytes.length)));
    }

    private Path open(InputCache cache) throws IOException {
        try (InputCache.OpenInput input = cache.open(manifest)) {
            Path file = input.files().getFirst().path();
            assertThat(Files.readAllBytes(file)).containsExactly(1, 2, 3);
            return file;
        }
    }

    @Test
    void whatKeepsNothingLeavesNoFolderBehind() throws IOException {
        Path folder = parent.resolve("cache");
        InputCache cache = new InputCache(objects, folder, 0);
        open(cache);
        assertThat(folder).doesNotExist();
        open(cache);
        assertThat(folder).doesNotExist();
    }

    @Test
    void whatIsKeptStays() throws IOException {
        assertThat(open(new InputCache(objects, parent.resolve("cache"), 100))).exists();
    }

    @Test
    void aFolderThatHoldsOtherThingsStays() throws IOException {
        Path other = Files.writeString(parent.resolve("other"), "");
        open(new InputCache(objects, parent, 0));
        assertThat(other).exists();
    }
}
