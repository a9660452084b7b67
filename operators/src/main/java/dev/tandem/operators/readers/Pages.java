package dev.tandem.operators.readers;

import dev.tandem.core.error.SampleFailedException;
import java.time.LocalDateTime;
import java.util.Optional;

/** Pages and what they link to, by path inside one archive or folder. */
interface Pages {
    /** The bytes of a page. */
    byte[] page(String path) throws SampleFailedException;

    /**
     * When the page was last modified, where the input itself says so; a folder does not: copying it changes its times.
     */
    default Optional<LocalDateTime> modified(String path) {
        return Optional.empty();
    }

    /** The bytes of something that a page links to; empty when it is not there or too large. */
    Optional<byte[]> resource(String path);
}
