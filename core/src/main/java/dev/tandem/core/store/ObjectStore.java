package dev.tandem.core.store;

import dev.tandem.core.error.ErrorCode;
import dev.tandem.core.error.TandemException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * One bucket (and prefix) of an S3 store: only what MinIO, AWS S3 and the embedded store all have. Every method throws
 * {@link TandemException} with {@link ErrorCode#STORE_UNAVAILABLE} or {@link ErrorCode#DISK_FULL} when the store fails.
 */
public interface ObjectStore {

    /** The whole object; empty when there is none. */
    Optional<byte[]> find(ObjectKey key);

    /** {@code length} bytes from {@code offset}; fewer at the end of the object. */
    byte[] range(ObjectKey key, long offset, int length);

    /** Length in bytes; empty when there is no such object. */
    OptionalLong size(ObjectKey key);

    void put(ObjectKey key, byte[] bytes);

    /** Uploads a file without holding it in memory. */
    void putFile(ObjectKey key, Path file);

    /** Downloads to a file, which is replaced in one step, without holding the object in memory. */
    void getFile(ObjectKey key, Path file);

    /**
     * Writes unless the key exists: of many writers exactly one wins.
     *
     * @return whether this call wrote
     */
    boolean putIfAbsent(ObjectKey key, byte[] bytes);

    /** Keys that start with {@code prefix}, in code point order. */
    List<ObjectKey> list(String prefix);

    /** Removes an object; nothing happens when there is none. */
    void delete(ObjectKey key);

    /** The whole object. */
    default byte[] get(ObjectKey key) {
        return find(key).orElseThrow(() -> missing(key));
    }

    static TandemException missing(ObjectKey key) {
        return new TandemException(ErrorCode.NOT_FOUND, "There is no object '" + key + "' in the store");
    }
}
