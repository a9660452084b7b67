package dev.tandem.core.score;

import dev.tandem.core.model.Digest;
import dev.tandem.core.store.ObjectStore;

/**
 * What runs over an input have asked models before, for those who look without asking.
 *
 * @param objects where it is stored; only read
 * @param sharing who finds it
 * @param tenant who looks
 * @param input digest of the input's manifest, as a run would read it
 */
public record KnownScores(ObjectStore objects, ScoreSharing sharing, String tenant, Digest input) {}
