package dev.tandem.core.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import dev.tandem.core.error.TandemException;
import dev.tandem.core.model.Digest;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What every {@link ObjectStore} does; each implementation passes it with a subclass. */
public abstract class ObjectStoreContract {
    @TempDir
    Path folder;

    protected abstract ObjectStore store();

    @Test
    void returnsWhatWasPut() {
        ObjectKey key = new ObjectKey("a/b/one");
        store().put(key, bytes("hello world"));
        assertThat(store().get(key)).isEqualTo(bytes("hello world"));
        assertThat(store().range(key, 6, 100)).isEqualTo(bytes("world"));
        assertThat(store().size(key)).hasValue(11);
    }

    @Test
    void saysThatAnObjectIsMissing() {
        ObjectKey key = new ObjectKey("missing");
        assertThat(store().find(key)).isEmpty();
        assertThat(store().size(key)).isEmpty();
        assertThatThrownBy(() -> store().get(key)).isInstanceOf(TandemException.class).hasMessageContaining("missing");
    }

    @Test
    void theFirstOfManyWritersWins() throws Exception {
        ObjectKey key = new ObjectKey("race");
        try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
            List<Callable<Boolean>> writers = IntStream.range(0, 16)
                    .<Callable<Boolean>>mapToObj(i -> () -> store().putIfAbsent(key, bytes("writer " + i)))
                    .toList();
            int winners = 0;
            for (Future<Boolean> writer : threads.invokeAll(writers)) {
                winners += writer.get() ? 1 : 0;
            }
            assertThat(winners).isEqualTo(1);
        }
    }

    @Test
    void listsByPrefixInOrder() {
        for (String name : List.of("l/2", "l/10", "l/1", "other")) {
            store().put(new ObjectKey(name), bytes(name));
        }
        assertThat(store().list("l/")).extracting(ObjectKey::path).containsExactly("l/1", "l/10", "l/2");
    }

    @Test
    void copiesFilesBothWays() throws Exception {
        Path from = Files.write(folder.resolve("from"), bytes("content"));
        ObjectKey key = new ObjectKey("file");
        store().putFile(key, from);
        store().getFile(key, folder.resolve("to"));
        assertThat(folder.resolve("to")).hasContent("content");
    }

    @Test
    void deletingTwiceIsFine() {
        ObjectKey key = new ObjectKey("gone");
        store().put(key, bytes("x"));
        store().delete(key);
        store().delete(key);
        assertThat(store().find(key)).isEmpty();
    }

    @Test
    void tellsSizeAndAgeOfOneObjectAndOfMany() {
        Instant before = Instant.now();
        store().put(new ObjectKey("ages/one"), bytes("x"));
        store().put(new ObjectKey("ages/two"), bytes("xy"));
        ObjectInfo one = store().info(new ObjectKey("ages/one")).orElseThrow();
        assertThat(one.size()).isEqualTo(1);
        // Stores round to whole seconds, and their clock may be another.
        assertThat(one.modified()).isCloseTo(before, within(5, ChronoUnit.MINUTES));
        assertThat(store().info(new ObjectKey("ages/three"))).isEmpty();

        Map<String, Long> sizes = new TreeMap<>();
        store().forEach("ages/", info -> {
            sizes.put(info.key().path(), info.size());
            assertThat(info.modified()).isCloseTo(before, within(5, ChronoUnit.MINUTES));
        });
        assertThat(sizes).isEqualTo(Map.of("ages/one", 1L, "ages/two", 2L));
    }

    @Test
    void listsMoreThanAPage() {
        int count = 1_050;
        for (int i = 0; i < count; i++) {
            store().put(new ObjectKey("many/" + i), bytes(""));
        }
        assertThat(store().list("many/")).hasSize(count).doesNotHaveDuplicates();
    }

    @Test
    void renewingMakesAnObjectYoungAndKeepsItsBytes() {
        ObjectKey key = new ObjectKey("renewed");
        store().put(key, bytes("content"));
        Instant first = store().info(key).orElseThrow().modified();
        await().until(() -> store().renew(key) && store().info(key).orElseThrow().modified().isAfter(first));
        assertThat(store().get(key)).isEqualTo(bytes("content"));
    }

    @Test
    void thereIsNothingToRenewWhereThereIsNoObject() {
        assertThat(store().renew(new ObjectKey("not-there"))).isFalse();
        assertThat(store().find(new ObjectKey("not-there"))).isEmpty();
    }

    @Test
    void contentIsVerifiedOnReadingIntoAFile() {
        ContentStore contents = new ContentStore(store());
        Digest digest = contents.put(bytes("right file"), ObjectKey::blob);
        contents.getFile(digest, ObjectKey::blob, folder.resolve("right"));
        assertThat(folder.resolve("right")).hasContent("right file");
        store().put(ObjectKey.blob(digest), bytes("wrong file"));
        assertThatThrownBy(() -> contents.getFile(digest, ObjectKey::blob, folder.resolve("wrong")))
                .hasMessageContaining("expected");
        assertThat(folder.resolve("wrong")).doesNotExist();
    }

    @Test
    void contentIsVerifiedOnReading() {
        ContentStore contents = new ContentStore(store());
        Digest digest = contents.put(bytes("right"), ObjectKey::blob);
        assertThat(contents.get(digest, ObjectKey::blob)).isEqualTo(bytes("right"));
        store().put(ObjectKey.blob(digest), bytes("wrong"));
        assertThatThrownBy(() -> contents.get(digest, ObjectKey::blob)).hasMessageContaining("expected");
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
