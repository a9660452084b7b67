package dev.tandem.core.dedup;

import dev.tandem.core.dedup.SignatureDirectory.Block;
import dev.tandem.core.model.Digest;
import it.unimi.dsi.fastutil.ints.IntOpenHashSet;
import it.unimi.dsi.fastutil.longs.LongArrayList;
import it.unimi.dsi.fastutil.longs.LongOpenHashSet;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.LongConsumer;
import java.util.function.ToIntFunction;

/**
 * Takes samples out of files of signatures. The others keep their rows, and whatever is taken out first, what is left has the
 * same bytes.
 */
public final class SignatureRemoval {
    private static final int KEY_AND_EVIDENCE = 2 * Long.BYTES;

    private final Set<Digest> ids;
    /** The first eight bytes of each: few others share them. */
    private final LongOpenHashSet beginnings = new LongOpenHashSet();

    public SignatureRemoval(Set<Digest> ids) {
        this.ids = Set.copyOf(ids);
        ids.forEach(id -> beginnings.add(ByteBuffer.wrap(id.bytes()).getLong()));
    }

    /**
     * What is left of a file, and what was taken out.
     *
     * @param rows of the samples that were taken out
     * @param ids of these
     * @param keys their keys, by band
     */
    public record Rest(SignatureWriter.Written written, IntOpenHashSet rows, Set<Digest> ids, List<LongArrayList> keys) {}

    /** Empty where the file has none of the samples. */
    public Optional<Rest> of(SignatureReader reader) {
        IntOpenHashSet rows = new IntOpenHashSet();
        Set<Digest> found = new TreeSet<>();
        reader.blocks(reader.directory().nodes(), nodes -> find(nodes, rows, found));
        return rows.isEmpty() ? Optional.empty() : Optional.of(new Copy(reader, rows).rest(found));
    }

    private void find(ByteBuffer nodes, IntOpenHashSet rows, Set<Digest> found) {
        for (int at = 0; at < nodes.limit(); at += SignatureWriter.NODE_BYTES) {
            int idAt = at + Integer.BYTES;
            if (beginnings.contains(nodes.getLong(idAt))) {
                Digest id = new Digest(
                        HexFormat.of().formatHex(nodes.array(), idAt, idAt + ByteReader.DIGEST_BYTES));
                if (ids.contains(id)) {
                    rows.add(nodes.getInt(at));
                    found.add(id);
                }
            }
        }
    }

    /** A file without some of its rows. */
    private record Copy(SignatureReader reader, IntOpenHashSet rows) {
        Rest rest(Set<Digest> ids) {
            SignatureDirectory directory = reader.directory();
            SignatureBlocks nodes = copy(directory.nodes(), 0, bytes -> SignatureWriter.NODE_BYTES, unused -> {});
            List<LongArrayList> keys = new ArrayList<>();
            List<SignatureBlocks> bands = new ArrayList<>();
            for (List<Block> band : directory.bands()) {
                LongArrayList taken = new LongArrayList();
                bands.add(copy(band, KEY_AND_EVIDENCE, bytes -> SignatureWriter.ENTRY_BYTES, taken::add));
                keys.add(taken);
            }
            SignatureBlocks evidence = copy(directory.evidence(), 0, SignatureReader::evidenceBytes, unused -> {});
            SignatureWriter.Written written = SignatureWriter.written(
                    directory.samples() - rows.size(), directory.single(), nodes, bands, evidence, failed());
            return new Rest(written, rows, ids, keys);
        }

        /**
         * The same blocks without the rows.
         *
         * @param rowAt where in an entry its row stands; behind a key, or else the row is the key
         * @param taken told the keys of the entries that are left out
         */
        private SignatureBlocks copy(
                List<Block> blocks, int rowAt, ToIntFunction<ByteBuffer> size, LongConsumer taken) {
            SignatureBlocks kept = new SignatureBlocks();
            for (Block block : blocks) {
                ByteBuffer bytes = reader.block(block);
                while (bytes.hasRemaining()) {
                    int at = bytes.position();
                    int length = size.applyAsInt(bytes);
                    int row = bytes.getInt(at + rowAt);
                    long key = rowAt == 0 ? row : bytes.getLong(at);
                    if (rows.contains(row)) {
                        taken.accept(key);
                    } else {
                        kept.entry(key).bytes(bytes.slice(at, length));
                    }
                    bytes.position(at + length);
                }
                kept.endBlock();
            }
            return kept;
        }

        /** Samples that could not be signed have no id here, and are compared with nothing. */
        private SignatureBlocks failed() {
            SignatureBlocks failed = new SignatureBlocks();
            reader.failed().forEach(one ->
                    failed.entry(one.row()).integer(one.row()).text(one.code().name()).text(one.message()));
            return failed;
        }
    }
}
