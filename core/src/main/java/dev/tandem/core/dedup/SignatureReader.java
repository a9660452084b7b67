package dev.tandem.core.dedup;

import dev.tandem.core.dedup.SignatureDirectory.Block;
import dev.tandem.core.error.ErrorCode;
import dev.tandem.core.error.TandemException;
import dev.tandem.core.model.Digest;
import dev.tandem.core.operator.SetDeduplicator;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Consumer;
import java.util.zip.CRC32C;

/** Reads parts of a file of signatures, and verifies what it reads. */
public final class SignatureReader {
    /** Neighbouring blocks are fetched together up to this. */
    private static final int FETCH_BYTES = 4 << 20;

    private final SignatureDirectory directory;
    private final RangeReader file;

    public SignatureReader(SignatureDirectory directory, RangeReader file) {
        this.directory = directory;
        this.file = file;
    }

    /** A sample that could not be signed. */
    public record Failed(int row, ErrorCode code, String message) {}

    /** Receives an entry of a band. */
    @FunctionalInterface
    interface EntryConsumer {
        /**
         * Takes an entry.
         *
         * @param evidence hash of what the sample is compared by, or the only number of it
         */
        void accept(long key, long evidence, int row);
    }

    SignatureDirectory directory() {
        return directory;
    }

    /** The entries of a band with keys from {@code from} to {@code to}, both included, in order of their keys. */
    void entries(int band, long from, long to, EntryConsumer consumer) {
        for (List<Block> fetched : together(blocks(band, from, to))) {
            read(fetched, from, to, consumer);
        }
    }

    /** The entries of a band with one of these keys, which ascend; only blocks that can have one are fetched. */
    void entries(int band, long[] keys, EntryConsumer consumer) {
        if (keys.length == 0) {
            return;
        }
        List<Block> blocks = blocks(band, keys[0], keys[keys.length - 1]);
        List<Block> wanted = new ArrayList<>();
        int key = 0;
        for (int i = 0; i < blocks.size(); i++) {
            while (key < keys.length && keys[key] < blocks.get(i).first()) {
                key++;
            }
            // The last keys of a block can be any up to the first one of the next.
            long last = i + 1 < blocks.size() ? blocks.get(i + 1).first() : Long.MAX_VALUE;
            if (key < keys.length && keys[key] <= last) {
                wanted.add(blocks.get(i));
            }
        }
        for (List<Block> fetched : together(wanted)) {
            read(fetched, keys[0], keys[keys.length - 1], (found, evidence, row) -> {
                if (Arrays.binarySearch(keys, found) >= 0) {
                    consumer.accept(found, evidence, row);
                }
            });
        }
    }

    private List<Block> blocks(int band, long from, long to) {
        List<Block> blocks = directory.bands().get(band);
        int start = 0;
        // A block can end with the very key that the next one starts with.
        while (start + 1 < blocks.size() && blocks.get(start + 1).first() < from) {
            start++;
        }
        int end = start;
        while (end < blocks.size() && blocks.get(end).first() <= to) {
            end++;
        }
        return blocks.subList(start, end);
    }

    private void read(List<Block> blocks, long from, long to, EntryConsumer consumer) {
        ByteBuffer bytes = read(blocks);
        while (bytes.hasRemaining()) {
            long key = bytes.getLong();
            long evidence = bytes.getLong();
            int row = bytes.getInt();
            if (key >= from && key <= to) {
                consumer.accept(key, evidence, row);
            }
        }
    }

    public List<Failed> failed() {
        List<Failed> failed = new ArrayList<>();
        for (Block block : directory.failed()) {
            ByteReader in = ByteReader.of(read(List.of(block)));
            for (int i = 0; i < block.entries(); i++) {
                failed.add(new Failed(in.integer(), ErrorCode.valueOf(in.text()), in.text()));
            }
        }
        return failed;
    }

    /** Bytes of the entry with what a sample is compared by that starts at the buffer's position. */
    static int evidenceBytes(ByteBuffer bytes) {
        return 2 * Integer.BYTES + bytes.getInt(bytes.position() + Integer.BYTES) * Long.BYTES;
    }

    /** The rows that have a signature, ascending; of the first band, since every signature is in it. */
    int[] rows() {
        int[] rows = new int[directory.samples()];
        int[] count = {0};
        entries(0, Long.MIN_VALUE, Long.MAX_VALUE, (key, evidence, row) -> rows[count[0]++] = row);
        Arrays.sort(rows);
        return rows;
    }

    /**
     * Signs the samples that stand here, which were only observed.
     *
     * @return a file that has the samples which could not be observed as well
     */
    public SignatureWriter.Written signed(SetDeduplicator.Signer signer) {
        SignatureWriter signatures = new SignatureWriter();
        if (directory.samples() > 0) {
            Nodes ids = nodes();
            Evidence observed = evidence();
            for (int row : rows()) {
                Digest id = ids.id(row);
                signatures.add(row, id, signer.sign(id, observed.of(row)));
            }
        }
        failed().forEach(failure -> signatures.fail(failure.row(), failure.code(), failure.message()));
        return signatures.finish();
    }

    Nodes nodes() {
        return new Nodes();
    }

    Evidence evidence() {
        return new Evidence();
    }

    /** Blocks that follow each other in the file, as many at once as are fetched together. */
    private static List<List<Block>> together(List<Block> blocks) {
        List<List<Block>> fetches = new ArrayList<>();
        int bytes = 0;
        long end = -1;
        for (Block block : blocks) {
            if (fetches.isEmpty() || bytes + block.length() > FETCH_BYTES || block.offset() != end) {
                fetches.add(new ArrayList<>());
                bytes = 0;
            }
            fetches.getLast().add(block);
            bytes += block.length();
            end = block.offset() + block.length();
        }
        return fetches;
    }

    /** The bytes of a block. */
    ByteBuffer block(Block block) {
        return read(List.of(block));
    }

    /** The bytes of all blocks, several at once. */
    void blocks(List<Block> blocks, Consumer<ByteBuffer> consumer) {
        together(blocks).forEach(fetched -> consumer.accept(read(fetched)));
    }

    /** The bytes of blocks that follow each other in the file. */
    private ByteBuffer read(List<Block> blocks) {
        long offset = blocks.getFirst().offset();
        Block last = blocks.getLast();
        byte[] bytes = file.read(offset, Math.toIntExact(last.offset() + last.length() - offset));
        for (Block block : blocks) {
            CRC32C crc = new CRC32C();
            int start = (int) (block.offset() - offset);
            crc.update(bytes, Math.min(start, bytes.length), Math.clamp(bytes.length - start, 0, block.length()));
            if ((int) crc.getValue() != block.crc()) {
                throw new TandemException(
                        ErrorCode.CORRUPT_OBJECT,
                        "A block of signatures, " + block.length() + " bytes from " + block.offset()
                                + ", is not what was written. Delete the object and run again.");
            }
        }
        return ByteBuffer.wrap(bytes);
    }

    /**
     * Looks things up by row; rows that are asked for ascend. As long as each block is needed, twice as many are fetched at once as
     * the time before, so that a walk takes few requests; where blocks are left out, one is.
     */
    private abstract class Lookup {
        private final List<Block> blocks;
        private int next;
        private int left;
        private ByteBuffer bytes;
        /** Neighbouring blocks that were fetched together. */
        private ByteBuffer fetched;
        private int fetchedFrom;
        private int fetchedTo;

        Lookup(List<Block> blocks) {
            this.blocks = blocks;
        }

        /** The content of the entry of {@code row}. */
        ByteBuffer entry(int row) {
            while (next < blocks.size() && blocks.get(next).first() <= row) {
                // Blocks before the one that can have the row are not fetched.
                if (next + 1 == blocks.size() || blocks.get(next + 1).first() > row) {
                    bytes = content(next);
                    left = blocks.get(next).entries();
                }
                next++;
            }
            for (; left > 0; left--) {
                int found = bytes.getInt(bytes.position());
                if (found == row) {
                    return bytes;
                }
                if (found > row) {
                    break;
                }
                bytes.position(bytes.position() + size(bytes));
            }
            throw new TandemException(ErrorCode.CORRUPT_OBJECT, "There is no signature of row " + row);
        }

        private ByteBuffer content(int number) {
            if (number >= fetchedTo) {
                int most = number == fetchedTo ? Math.max(1, 2 * (fetchedTo - fetchedFrom)) : 1;
                List<Block> wanted = together(blocks.subList(number, Math.min(blocks.size(), number + most))).getFirst();
                fetched = read(wanted);
                fetchedFrom = number;
                fetchedTo = number + wanted.size();
            }
            Block block = blocks.get(number);
            return fetched.slice(Math.toIntExact(block.offset() - blocks.get(fetchedFrom).offset()), block.length());
        }

        /** Bytes of the entry that starts at the buffer's position. */
        abstract int size(ByteBuffer bytes);
    }

    /** Identities. */
    final class Nodes extends Lookup {
        private static final int ID_LONGS = ByteReader.DIGEST_BYTES / Long.BYTES;

        private Nodes() {
            super(directory.nodes());
        }

        /** Id and preference of a row, as they stand in the file. */
        void copy(int row, long[] target, int at) {
            ByteBuffer entry = entry(row);
            int from = entry.position() + Integer.BYTES;
            for (int i = 0; i < ID_LONGS + SignatureWriter.PREFERENCE_LONGS; i++) {
                target[at + i] = entry.getLong(from + i * Long.BYTES);
            }
        }

        Digest id(int row) {
            byte[] id = new byte[ByteReader.DIGEST_BYTES];
            ByteBuffer entry = entry(row);
            entry.get(entry.position() + Integer.BYTES, id);
            return new Digest(HexFormat.of().formatHex(id));
        }

        @Override
        int size(ByteBuffer bytes) {
            return SignatureWriter.NODE_BYTES;
        }
    }

    /** What samples are compared by. */
    final class Evidence extends Lookup {
        private Evidence() {
            super(directory.evidence());
        }

        long[] of(int row) {
            ByteBuffer entry = entry(row);
            int from = entry.position() + 2 * Integer.BYTES;
            long[] evidence = new long[entry.getInt(entry.position() + Integer.BYTES)];
            for (int i = 0; i < evidence.length; i++) {
                evidence[i] = entry.getLong(from + i * Long.BYTES);
            }
            return evidence;
        }

        @Override
        int size(ByteBuffer bytes) {
            return evidenceBytes(bytes);
        }
    }
}
