package dev.tandem.core.dedup;

import dev.tandem.core.dedup.SignatureBlock.Failed;
import dev.tandem.core.model.Digest;
import java.util.ArrayList;
import java.util.List;

/**
 * The clusters of two or more duplicates over all shards of a step, with what each shard has to know of them. A shard's
 * part is read without the others: encoded, a cluster takes 68 bytes and a member 16, at fixed places.
 */
public final class Clusters {
    private static final int MAGIC = 0x5443_4C55;
    private static final int FORMAT = 1;
    private static final int CLUSTER_BYTES = 2 * ByteReader.DIGEST_BYTES + Integer.BYTES;

    private final byte[] bytes;

    private Clusters(byte[] bytes) {
        this.bytes = bytes;
    }

    /**
     * A cluster.
     *
     * @param smallest id that names the cluster: the smallest of its samples
     * @param kept id of the sample that stays
     * @param size number of samples, two or more
     */
    public record Cluster(Digest smallest, Digest kept, int size) {}

    /**
     * A sample of a cluster.
     *
     * @param cluster index of its cluster
     * @param similarity exact similarity to the kept sample, in [0, 1]; NaN for the kept sample itself. It can be below
     *     the threshold where a chain of similar samples leads to the kept one.
     */
    public record Member(int row, int cluster, double similarity) {
        public boolean kept() {
            return Double.isNaN(similarity);
        }
    }

    /** What concerns one shard; both lists in row order. */
    public record Part(List<Member> members, List<Failed> failed) {}

    static Clusters of(List<Cluster> clusters, List<Part> shards) {
        ByteWriter out = new ByteWriter().integer(MAGIC).integer(FORMAT);
        out.integer(clusters.size()).integer(shards.size());
        for (Cluster cluster : clusters) {
            out.digest(cluster.smallest()).digest(cluster.kept()).integer(cluster.size());
        }
        int index = out.position();
        shards.forEach(unused -> out.integer(0));
        for (int shard = 0; shard < shards.size(); shard++) {
            out.integer(index + shard * Integer.BYTES, out.position());
            out.integer(shards.get(shard).members().size());
            for (Member member : shards.get(shard).members()) {
                out.integer(member.row()).integer(member.cluster()).number(member.similarity());
            }
            SignatureBlock.write(shards.get(shard).failed(), out);
        }
        return new Clusters(out.bytes());
    }

    public byte[] encode() {
        return bytes.clone();
    }

    /** The clusters in {@code bytes}, which must not be changed after. */
    public static Clusters decode(byte[] bytes) {
        return new Clusters(bytes);
    }

    /** Number of clusters. */
    public int size() {
        return ByteReader.read(bytes, MAGIC, FORMAT, "clusters", ByteReader::integer);
    }

    public Cluster cluster(int index) {
        return ByteReader.read(bytes, MAGIC, FORMAT, "clusters", in -> {
            ByteReader found = in.at(in.position() + 2 * Integer.BYTES + index * CLUSTER_BYTES);
            return new Cluster(found.digest(), found.digest(), found.integer());
        });
    }

    /** What concerns the shard with this index in the order in which the shards were clustered. */
    public Part shard(int shard) {
        return ByteReader.read(bytes, MAGIC, FORMAT, "clusters", in -> {
            int clusters = in.integer();
            int shards = in.integer();
            if (shard < 0 || shard >= shards) {
                throw new IndexOutOfBoundsException("There are clusters of " + shards + " shards; asked for " + shard);
            }
            ByteReader index = in.at(in.position() + clusters * CLUSTER_BYTES + shard * Integer.BYTES);
            ByteReader part = in.at(index.integer());
            int count = part.integer();
            List<Member> members = new ArrayList<>(count);
            for (int i = 0; i < count; i++) {
                members.add(new Member(part.integer(), part.integer(), part.number()));
            }
            return new Part(members, SignatureBlock.failures(part));
        });
    }
}
