package dev.tandem.core.dedup;

import dev.tandem.core.dedup.SignatureReader.Failed;
import dev.tandem.core.error.ErrorCode;
import dev.tandem.core.model.Digest;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;

/** The members of clusters that stand in some neighbouring shards, and the samples of these that could not be compared. */
public final class ClusterMembers {
    private static final int MAGIC = 0x5443_4C55;
    private static final int FORMAT = 2;
    private static final String WHAT = "clusters";

    private final byte[] bytes;

    private ClusterMembers(byte[] bytes) {
        this.bytes = bytes;
    }

    /**
     * A sample of a cluster.
     *
     * @param cluster smallest id of the cluster's samples
     * @param size of the cluster
     * @param kept id of the sample that stays for this one: its own when it stays
     * @param stays whether this one does
     * @param similarity exact similarity to the kept sample, in [0, 1]; none for one that stays, or where sharing a band key was
     *     enough. It can be below the threshold where a chain of similar samples leads to the kept one.
     */
    public record Member(int row, Digest cluster, long size, Digest kept, boolean stays, OptionalDouble similarity) {}

    /** What concerns one shard; both lists in row order. */
    public record Shard(List<Member> members, List<Failed> failed) {}

    /** The members in {@code bytes}, which must not be changed after. */
    public static ClusterMembers decode(byte[] bytes) {
        return new ClusterMembers(bytes);
    }

    /** What concerns the shard with this index, counted from the first one here. */
    public Shard shard(int index) {
        return ByteReader.read(bytes, MAGIC, FORMAT, WHAT, in -> {
            int shards = in.integer();
            if (index < 0 || index >= shards) {
                throw new IndexOutOfBoundsException("There are members of " + shards + " shards; asked for " + index);
            }
            ByteReader section = in.at(in.at(in.position() + index * Integer.BYTES).integer());
            int count = section.integer();
            List<Member> members = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                members.add(member(section));
            }
            count = section.integer();
            List<Failed> failed = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                failed.add(new Failed(section.integer(), ErrorCode.valueOf(section.text()), section.text()));
            }
            return new Shard(members, failed);
        });
    }

    private static Member member(ByteReader in) {
        int row = in.integer();
        Digest cluster = in.digest();
        long size = in.longs(1)[0];
        Digest kept = in.digest();
        boolean stays = in.integer() == 1;
        double similarity = in.number();
        return new Member(
                row,
                cluster,
                size,
                kept,
                stays,
                Double.isNaN(similarity) ? OptionalDouble.empty() : OptionalDouble.of(similarity));
    }

    /** Writes the members of neighbouring shards. */
    static final class Writer {
        private final ByteWriter sections = new ByteWriter();
        private final List<Integer> starts = new ArrayList<>();

        void add(Shard shard) {
            starts.add(sections.position());
            sections.integer(shard.members().size());
            for (Member member : shard.members()) {
                sections.integer(member.row()).digest(member.cluster()).longs(new long[] {member.size()});
                sections.digest(member.kept()).integer(member.stays() ? 1 : 0);
                sections.number(member.similarity().orElse(Double.NaN));
            }
            sections.integer(shard.failed().size());
            shard.failed().forEach(failed ->
                    sections.integer(failed.row()).text(failed.code().name()).text(failed.message()));
        }

        int shards() {
            return starts.size();
        }

        int size() {
            return sections.position();
        }

        byte[] bytes() {
            ByteWriter out = new ByteWriter().integer(MAGIC).integer(FORMAT).integer(starts.size());
            int from = out.position() + starts.size() * Integer.BYTES;
            starts.forEach(start -> out.integer(from + start));
            return out.append(sections).bytes();
        }
    }
}
