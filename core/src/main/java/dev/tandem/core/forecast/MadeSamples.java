package dev.tandem.core.forecast;

import dev.tandem.core.model.Digest;
import dev.tandem.core.model.Sample;
import dev.tandem.core.operator.Creator;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Samples that a creator made, and the shards that they would stand in. */
final class MadeSamples implements Creator.Output {
    private final List<Sample> samples = new ArrayList<>();
    private final Map<Digest, Digest> shards;
    private Digest shard;

    MadeSamples(Map<Digest, Digest> shards) {
        this.shards = shards;
    }

    /** What is made from now on stands in this shard. */
    void enter(Digest made) {
        shard = made;
    }

    List<Sample> samples() {
        return samples;
    }

    @Override
    public void accept(Sample made) {
        samples.add(made);
        shards.put(made.id(), shard);
    }

    @Override
    public void refuse(String reason) {
        // What is refused costs as well, and is no sample.
    }
}
