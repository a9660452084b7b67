package dev.tandem.core.publish;

import dev.tandem.core.model.Digest;

/**
 * A file of a data set version.
 *
 * @param path relative to the data set: {@code <format>/<file>}
 * @param digest of its bytes; they stand in the blob of that digest
 * @param samples in the file; 0 for media beside the samples
 */
public record PublishedFile(String path, Digest digest, long bytes, long samples) {}
