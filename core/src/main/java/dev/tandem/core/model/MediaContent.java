package dev.tandem.core.model;

import java.util.function.Supplier;

/** The bytes of a media part, either at hand or fetched from the object store on first use. Immutable; do not change the array. */
public final class MediaContent {
    /** Null until it is asked for, where nobody told it: looking at a picture needs none. Computed twice, it is the same. */
    private Digest digest;
    private final long size;
    private final Supplier<byte[]> source;

    private MediaContent(Digest digest, long size, Supplier<byte[]> source) {
        this.digest = digest;
        this.size = size;
        this.source = source;
    }

    public static MediaContent of(byte[] bytes) {
        return new MediaContent(null, bytes.length, () -> bytes);
    }

    /** Content that stands in the object store under its digest; {@code fetch} reads and verifies it. */
    public static MediaContent stored(Digest digest, long size, Supplier<byte[]> fetch) {
        return new MediaContent(digest, size, fetch);
    }

    public Digest digest() {
        Digest known = digest;
        if (known == null) {
            known = Digest.of(bytes());
            digest = known;
        }
        return known;
    }

    /** Length in bytes, known without fetching. */
    public long size() {
        return size;
    }

    public byte[] bytes() {
        return source.get();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof MediaContent content && content.digest().equals(digest());
    }

    @Override
    public int hashCode() {
        return digest().hashCode();
    }

    @Override
    public String toString() {
        return "MediaContent[" + digest().abbreviated() + ", " + size + " bytes]";
    }
}
