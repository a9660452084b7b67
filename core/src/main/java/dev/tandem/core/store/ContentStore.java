package dev.tandem.core.store;

import dev.tandem.core.error.ErrorCode;
import dev.tandem.core.error.TandemException;
import dev.tandem.core.model.Digest;
import java.util.function.Function;

/** Objects named by the digest of their bytes: writing twice is writing once, and reading verifies. */
public final class ContentStore {
    private final ObjectStore objects;

    public ContentStore(ObjectStore objects) {
        this.objects = objects;
    }

    /** Stores bytes at {@code layout.apply(digest)}, such as {@code ObjectKey::features}. */
    public Digest put(byte[] bytes, Function<Digest, ObjectKey> layout) {
        Digest digest = Digest.of(bytes);
        objects.putIfAbsent(layout.apply(digest), bytes);
        return digest;
    }

    /**
     * Reads and verifies.
     *
     * @throws TandemException {@link ErrorCode#CORRUPT_OBJECT} when the bytes are not those that the digest names
     */
    public byte[] get(Digest digest, Function<Digest, ObjectKey> layout) {
        ObjectKey key = layout.apply(digest);
        byte[] bytes = objects.get(key);
        Digest found = Digest.of(bytes);
        if (!found.equals(digest)) {
            throw new TandemException(
                    ErrorCode.CORRUPT_OBJECT,
                    "The object '" + key + "' holds " + bytes.length + " bytes with digest " + found.abbreviated()
                            + ", expected " + digest.abbreviated() + ". Restore it, or delete it and run again.");
        }
        return bytes;
    }

    public ObjectStore objects() {
        return objects;
    }
}
