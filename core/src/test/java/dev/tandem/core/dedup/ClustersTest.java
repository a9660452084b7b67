package dev.tandem.core.dedup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tandem.core.dedup.Clusters.Cluster;
import dev.tandem.core.dedup.Clusters.Member;
import dev.tandem.core.dedup.Clusters.Part;
import dev.tandem.core.dedup.SignatureBlock.Failed;
import dev.tandem.core.error.ErrorCode;
import dev.tandem.core.model.Digest;
import java.util.List;
import org.junit.jupiter.api.Test;

final class ClustersTest {
    private final List<Cluster> clusters = List.of(
            new Cluster(Digest.of("a"), Digest.of("b"), 2), new Cluster(Digest.of("c"), Digest.of("c"), 3));
    private final List<Part> shards = List.of(
            new Part(List.of(new Member(1, 0, Double.NaN), new Member(4, 1, 0.9)), List.of()),
            new Part(List.of(), List.of(new Failed(2, ErrorCode.MEDIA_LIMIT, "too many pixels"))),
            new Part(List.of(new Member(0, 0, 0.75)), List.of()));

    @Test
    void everyShardFindsItsPart() {
        Clusters decoded = Clusters.decode(Clusters.of(clusters, shards).encode());

        assertThat(decoded.size()).isEqualTo(2);
        assertThat(List.of(decoded.cluster(0), decoded.cluster(1))).isEqualTo(clusters);
        for (int shard = 0; shard < shards.size(); shard++) {
            assertThat(decoded.shard(shard)).isEqualTo(shards.get(shard));
        }
    }

    @Test
    void theKeptMemberHasNoSimilarity() {
        assertThat(shards.getFirst().members()).extracting(Member::kept).containsExactly(true, false);
    }

    @Test
    void aShardThatWasNotClusteredIsRefused() {
        assertThatThrownBy(() -> Clusters.of(clusters, shards).shard(3)).hasMessageContaining("3 shards");
    }
}
