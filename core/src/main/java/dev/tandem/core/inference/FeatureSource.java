package dev.tandem.core.inference;

import java.util.Optional;

/**
 * An output of another model, for the same row.
 *
 * @param reads name of the row's value that the other model reads, where it is not the one that it reads by itself
 */
public record FeatureSource(String model, String output, Optional<String> reads) {
    public FeatureSource {
        Require.name(model);
        Require.name(output);
    }
}
