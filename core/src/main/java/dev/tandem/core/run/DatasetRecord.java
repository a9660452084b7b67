package dev.tandem.core.run;

import dev.tandem.core.model.Digest;

/**
 * A data set that a run published.
 *
 * @param step index of the step whose result it is
 * @param version digest of its manifest
 */
public record DatasetRecord(String name, int step, Digest version, long samples, long files, boolean reused) {}
