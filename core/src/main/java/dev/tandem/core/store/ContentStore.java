package dev.tandem.core.store;

import dev.tandem.core.error.ErrorCode;
import dev.tandem.core.error.TandemException;
import dev.tandem.core.model.Digest;
import io.opentelemetry.context.Context;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;

/**
 * Objects named by the digest of their bytes: writing twice is writing once, and reading verifies.
 *
 * <p>Whoever uses again what stands there already makes it young, so that a collection of garbage which is under way leaves
 * it alone: see {@link dev.tandem.core.garbage.GarbageCollection}.
 */
public final class ContentStore {
    /**
     * Objects that are used again are renewed once they are older than this. It is half of the shortest time of grace of a
     * collection: shorter would renew more often than needed, longer would leave objects of a running job unprotected.
     */
    public static final Duration RENEW_AFTER = Duration.ofMinutes(30);

    private static final long SMALL_FILE_BYTES = 4L << 20;

    private final ObjectStore objects;
    private final InstantSource clock;

    public ContentStore(ObjectStore objects) {
        this(objects, InstantSource.system());
    }

    /**
     * A store for callers with a clock of their own.
     *
     * @param clock by which the age of objects is told
     */
    public ContentStore(ObjectStore objects, InstantSource clock) {
        this.objects = objects;
        this.clock = clock;
    }

    /** Stores bytes at {@code layout.apply(digest)}, such as {@code ObjectKey::features}. */
    public Digest put(byte[] bytes, Function<Digest, ObjectKey> layout) {
        Digest digest = Digest.of(bytes);
        put(layout.apply(digest), bytes);
        return digest;
    }

    /**
     * Stores several at a time: what a step writes takes as long as the slowest of it. All have been tried before an error is thrown.
     *
     * @return the digests, in the order given
     */
    public List<Digest> putAll(List<Content> contents) {
        if (contents.size() < 2) {
            return contents.stream().map(content -> put(content.bytes(), content.layout())).toList();
        }
        try (ExecutorService threads = Context.taskWrapping(Executors.newVirtualThreadPerTaskExecutor())) {
            List<CompletableFuture<Digest>> writes = contents.stream()
                    .map(content -> CompletableFuture.supplyAsync(() -> put(content.bytes(), content.layout()), threads))
                    .toList();
            return writes.stream().map(CompletableFuture::join).toList();
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : e;
        }
    }

    /**
     * Bytes to be stored.
     *
     * @param layout where, by their digest
     */
    public record Content(byte[] bytes, Function<Digest, ObjectKey> layout) {}

    private void put(ObjectKey key, byte[] bytes) {
        if (!objects.putIfAbsent(key, bytes) && !keep(key)) {
            objects.put(key, bytes);
        }
    }

    /**
     * Stores the bytes of a file unless they are there already; {@code digest} is theirs. A large file is not held in memory,
     * at the price of a request more.
     */
    public void putFile(Digest digest, Function<Digest, ObjectKey> layout, Path file) {
        ObjectKey key = layout.apply(digest);
        try {
            if (Files.size(file) <= SMALL_FILE_BYTES) {
                put(key, Files.readAllBytes(file));
            } else if (!keep(key)) {
                objects.putFile(key, file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Makes sure that an object which is about to be used again stays: renews it where it is old enough to be collected.
     *
     * @return whether there is such an object
     */
    public boolean keep(ObjectKey key) {
        Optional<ObjectInfo> info = objects.info(key);
        if (info.isEmpty()) {
            return false;
        }
        // A collection that looked just before the object was renewed may still remove it: hence the second look.
        return !info.get().isOlderThan(RENEW_AFTER, clock.instant())
                || objects.renew(key) && objects.info(key).isPresent();
    }

    /**
     * Reads and verifies.
     *
     * @throws TandemException {@link ErrorCode#CORRUPT_OBJECT} when the bytes are not those that the digest names,
     *     {@link ErrorCode#NOT_FOUND} when there is no such object
     */
    public byte[] get(Digest digest, Function<Digest, ObjectKey> layout) {
        ObjectKey key = layout.apply(digest);
        byte[] bytes = objects.get(key);
        verify(key, bytes.length, Digest.of(bytes), digest);
        return bytes;
    }

    /**
     * Downloads to a file, without holding the bytes in memory, and verifies; the file is removed again when it is wrong.
     *
     * @throws TandemException {@link ErrorCode#CORRUPT_OBJECT}, {@link ErrorCode#NOT_FOUND}
     */
    public void getFile(Digest digest, Function<Digest, ObjectKey> layout, Path file) {
        ObjectKey key = layout.apply(digest);
        objects.getFile(key, file);
        try {
            Digest found = digestOf(file);
            if (!found.equals(digest)) {
                long size = Files.size(file);
                Files.delete(file);
                verify(key, size, found, digest);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Throws {@link ErrorCode#CORRUPT_OBJECT} unless {@code found} is what {@code expected} names. */
    public static void verify(ObjectKey key, long size, Digest found, Digest expected) {
        if (!found.equals(expected)) {
            throw new TandemException(
                    ErrorCode.CORRUPT_OBJECT,
                    "The object '" + key + "' holds " + size + " bytes with digest " + found.abbreviated()
                            + ", expected " + expected.abbreviated() + ". Restore it, or delete it and run again.");
        }
    }

    public ObjectStore objects() {
        return objects;
    }

    private static Digest digestOf(Path file) throws IOException {
        try (DigestInputStream in = new DigestInputStream(Files.newInputStream(file), Digest.sha256())) {
            ((InputStream) in).transferTo(OutputStream.nullOutputStream());
            return Digest.finish(in.getMessageDigest(), new byte[0]);
        }
    }
}
