package dev.tandem.core.forecast;

import dev.tandem.core.model.Digest;
import dev.tandem.core.model.Sample;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** Neighbouring samples of the same shard. */
record ShardGroup(Digest shard, List<Sample> samples) {

    static List<ShardGroup> of(List<Sample> samples, Function<Sample, Digest> shards) {
        List<ShardGroup> groups = new ArrayList<>();
        for (Sample sample : samples) {
            Digest shard = shards.apply(sample);
            if (groups.isEmpty() || !groups.getLast().shard().equals(shard)) {
                groups.add(new ShardGroup(shard, new ArrayList<>()));
            }
            groups.getLast().samples().add(sample);
        }
        return groups;
    }
}
