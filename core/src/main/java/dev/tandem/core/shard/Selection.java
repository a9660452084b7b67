package dev.tandem.core.shard;

import dev.tandem.core.error.ErrorCode;
import dev.tandem.core.error.TandemException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.roaringbitmap.RoaringBitmap;

/**
 * Which rows of a shard a step left in, and why each other row that came into the step went out.
 *
 * @param kept rows that stay
 * @param out rows that went out in this step, by outcome and reason; every such row stands in exactly one of them
 */
public record Selection(RoaringBitmap kept, Map<Reason, RoaringBitmap> out) {
    private static final int MAGIC = 0x5453_454C;
    private static final int FORMAT = 1;

    public Selection {
        out = new TreeMap<>(out);
    }

    /** How a row can leave. */
    public enum Outcome {
        DROPPED,
        /** Dropped in favour of another sample of its cluster. */
        MERGED,
        FAILED
    }

    /**
     * Why a row left.
     *
     * @param operator label of the operator
     * @param reason the decision's reason, or the failure's code
     */
    public record Reason(Outcome outcome, String operator, String reason) implements Comparable<Reason> {
        @Override
        public int compareTo(Reason other) {
            int byOutcome = outcome.compareTo(other.outcome);
            int byOperator = byOutcome != 0 ? byOutcome : operator.compareTo(other.operator);
            return byOperator != 0 ? byOperator : reason.compareTo(other.reason);
        }
    }

    /** Why {@code row} left in this step; empty when it stayed or had left before. */
    public Optional<Reason> reasonOf(int row) {
        return out.entrySet().stream()
                .filter(entry -> entry.getValue().contains(row))
                .map(Map.Entry::getKey)
                .findFirst();
    }

    public long count(Outcome outcome) {
        return out.entrySet().stream()
                .filter(entry -> entry.getKey().outcome() == outcome)
                .mapToLong(entry -> entry.getValue().getLongCardinality())
                .sum();
    }

    /** A compact form: the same selection gives the same bytes. */
    public byte[] encode() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream data = new DataOutputStream(bytes)) {
            data.writeInt(MAGIC);
            data.writeInt(FORMAT);
            writeBitmap(data, kept);
            data.writeInt(out.size());
            for (Map.Entry<Reason, RoaringBitmap> entry : out.entrySet()) {
                data.writeUTF(entry.getKey().outcome().name());
                data.writeUTF(entry.getKey().operator());
                data.writeUTF(entry.getKey().reason());
                writeBitmap(data, entry.getValue());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    public static Selection decode(byte[] bytes) {
        try (DataInputStream data = new DataInputStream(new ByteArrayInputStream(bytes))) {
            if (data.readInt() != MAGIC || data.readInt() != FORMAT) {
                throw new TandemException(ErrorCode.CORRUPT_OBJECT, "This is not a selection of format " + FORMAT);
            }
            RoaringBitmap kept = readBitmap(data);
            Map<Reason, RoaringBitmap> out = new TreeMap<>();
            for (int i = data.readInt(); i > 0; i--) {
                Reason reason = new Reason(Outcome.valueOf(data.readUTF()), data.readUTF(), data.readUTF());
                out.put(reason, readBitmap(data));
            }
            return new Selection(kept, out);
        } catch (IOException e) {
            throw new TandemException(ErrorCode.CORRUPT_OBJECT, "A selection cannot be read: " + e.getMessage(), e);
        }
    }

    private static void writeBitmap(DataOutputStream data, RoaringBitmap bitmap) throws IOException {
        bitmap.runOptimize();
        bitmap.serialize(data);
    }

    private static RoaringBitmap readBitmap(DataInputStream data) throws IOException {
        RoaringBitmap bitmap = new RoaringBitmap();
        bitmap.deserialize(data);
        return bitmap;
    }
}
