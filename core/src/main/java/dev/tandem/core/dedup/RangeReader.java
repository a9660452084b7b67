package dev.tandem.core.dedup;

/** Bytes that can be read in parts. */
@FunctionalInterface
public interface RangeReader {
    /** Exactly these bytes. */
    byte[] read(long offset, int length);
}
