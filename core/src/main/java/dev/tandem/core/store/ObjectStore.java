package dev.tandem.core.store;

import dev.tandem.core.error.ErrorCode;
import dev.tandem.core.error.TandemException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;

/**
 * One bucket (and prefix) of an S3 store: only what MinIO, AWS S3 and the embedded store all have. Every method throws
 * {@link TandemException} with {@link ErrorCode#STORE_UNAVAILABLE} or {@link ErrorCode#DISK_FULL} when the store fails.
 */
public interface ObjectStore {

    /** The whole object; empty when there is none. */
    Optional<byte[]> find(ObjectKey key);

    /** {@code length} bytes from {@code offset}; fewer at the end of the object. */
    byte[] range(ObjectKey key, long offset, int length);

    /** Size and age; empty when there is no such object. */
    Optional<ObjectInfo> info(ObjectKey key);

    void put(ObjectKey key, byte[] bytes);

    /** Uploads a file without holding it in memory. */
    void putFile(ObjectKey key, Path file);

    /**
     * Downloads to a file, which is replaced in one step, without holding the object in memory. Objects that are named by
     * the digest of their bytes are read with {@link ContentStore#getFile}, which verifies.
     */
    void getFile(ObjectKey key, Path file);

    /**
     * Writes unless the key exists: of many writers exactly one wins. Where the answer to the write was lost and it had to
     * be sent again, a writer whose very bytes stand there takes them for its own.
     *
     * @return whether this call wrote
     */
    boolean putIfAbsent(ObjectKey key, byte[] bytes);

    /**
     * Makes an object as young as if it had been written now, without sending its bytes.
     *
     * @return whether there is such an object
     */
    boolean renew(ObjectKey key);

    /** Tells of every object whose key starts with {@code prefix}, a page of the listing at a time, in no certain order. */
    void forEach(String prefix, Consumer<ObjectInfo> consumer);

    /** Removes an object; nothing happens when there is none. */
    void delete(ObjectKey key);

    /** Length in bytes; empty when there is no such object. */
    default OptionalLong size(ObjectKey key) {
        return info(key).map(info -> OptionalLong.of(info.size())).orElseGet(OptionalLong::empty);
    }

    /** Keys that start with {@code prefix}, in code point order, all in memory. */
    default List<ObjectKey> list(String prefix) {
        List<ObjectKey> keys = new ArrayList<>();
        forEach(prefix, info -> keys.add(info.key()));
        keys.sort(Comparator.comparing(ObjectKey::path));
        return List.copyOf(keys);
    }

    /** The whole object. */
    default byte[] get(ObjectKey key) {
        return find(key).orElseThrow(() -> missing(key));
    }

    static TandemException missing(ObjectKey key) {
        return new TandemException(ErrorCode.NOT_FOUND, "There is no object '" + key + "' in the store");
    }
}
