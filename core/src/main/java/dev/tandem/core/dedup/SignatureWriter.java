package dev.tandem.core.dedup;

import dev.tandem.core.dedup.SignatureDirectory.Block;
import dev.tandem.core.error.ErrorCode;
import dev.tandem.core.model.Digest;
import dev.tandem.core.operator.Deduplicator.Signature;
import it.unimi.dsi.fastutil.ints.IntArrayList;
import it.unimi.dsi.fastutil.longs.LongArrayList;
import it.unimi.dsi.fastutil.longs.LongArrays;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Writes the signatures of the samples of one shard: what identifies them, in the order of rows; of each band, the keys in
 * order; and what they are compared by. Everything stands in blocks of about 64 KiB, so that whoever joins many shards can
 * read a range of keys of each.
 */
public final class SignatureWriter {
    static final int MAGIC = 0x5453_4947;
    static final int FORMAT = 3;
    /** Longs of a preference that count: 64 bytes of UTF-8. */
    static final int PREFERENCE_LONGS = 8;
    /** Row, id, preference. */
    static final int NODE_BYTES = Integer.BYTES + ByteReader.DIGEST_BYTES + PREFERENCE_LONGS * Long.BYTES;
    /** Key, hash of the evidence or the only number of it, row. */
    static final int ENTRY_BYTES = 2 * Long.BYTES + Integer.BYTES;

    private final SignatureBlocks nodes = new SignatureBlocks();
    private final SignatureBlocks evidence = new SignatureBlocks();
    private final SignatureBlocks failed = new SignatureBlocks();
    private final IntArrayList rows = new IntArrayList();
    private final LongArrayList evidenceHashes = new LongArrayList();
    /** What samples are compared by, as long as that is one number for each. */
    private final LongArrayList numbers = new LongArrayList();
    private final List<LongArrayList> bands = new ArrayList<>();
    /** Of each key of a band, which sample has it; the same for all bands. */
    private final IntArrayList owners = new IntArrayList();

    /** A file of signatures, and where in it each block stands. */
    public record Written(byte[] bytes, SignatureDirectory directory) {}

    /** Adds a sample; rows ascend. */
    public void add(int row, Digest id, Signature signature) {
        int keys = signature.bands().length / signature.times();
        while (rows.isEmpty() && bands.size() < keys) {
            bands.add(new LongArrayList());
        }
        if (bands.size() != keys || keys * signature.times() != signature.bands().length) {
            throw new IllegalStateException("A deduplicator gave " + bands.size() + " band keys for one sample and "
                    + signature.bands().length + " for another, " + signature.times()
                    + " times; the number must be the same for all");
        }
        for (int i = 0; i < signature.bands().length; i++) {
            bands.get(i % keys).add(scattered(signature.bands()[i]));
        }
        for (int i = 0; i < signature.times(); i++) {
            owners.add(rows.size());
        }
        rows.add(row);
        nodes.entry(row).integer(row).digest(id).longs(preference(signature.preference()));
        evidence.entry(row).integer(row).integer(signature.evidence().length).longs(signature.evidence());
        if (signature.evidence().length == 1 && numbers.size() == evidenceHashes.size()) {
            numbers.add(signature.evidence()[0]);
        }
        evidenceHashes.add(hash(signature.evidence()));
    }

    /** Adds a sample that could not be signed; rows ascend. */
    public void fail(int row, ErrorCode code, String message) {
        failed.entry(row).integer(row).text(code.name()).text(message);
    }

    public int samples() {
        return rows.size();
    }

    /** Bytes that the file takes, nearly. */
    public long size() {
        return (long) nodes.size() + evidence.size() + (long) owners.size() * bands.size() * ENTRY_BYTES;
    }

    public Written finish() {
        return written(rows.size(), isSingle(), nodes, bands.stream().map(this::band).toList(), evidence, failed);
    }

    static Written written(
            int samples,
            boolean single,
            SignatureBlocks nodes,
            List<SignatureBlocks> bands,
            SignatureBlocks evidence,
            SignatureBlocks failed) {
        int bytes = 2 * Integer.BYTES;
        for (SignatureBlocks band : bands) {
            bytes = Math.addExact(bytes, band.size());
        }
        for (SignatureBlocks blocks : List.of(nodes, evidence, failed)) {
            bytes = Math.addExact(bytes, blocks.size());
        }
        ByteWriter file = new ByteWriter(bytes).integer(MAGIC).integer(FORMAT);
        List<Block> nodeBlocks = nodes.appendTo(file);
        List<List<Block>> bandBlocks = bands.stream().map(band -> band.appendTo(file)).toList();
        SignatureDirectory directory = new SignatureDirectory(
                samples, single, nodeBlocks, bandBlocks, evidence.appendTo(file), failed.appendTo(file));
        return new Written(file.wholeBytes(), directory);
    }

    private boolean isSingle() {
        return numbers.size() == evidenceHashes.size();
    }

    private SignatureBlocks band(LongArrayList keys) {
        int[] order = new int[keys.size()];
        Arrays.setAll(order, i -> i);
        LongArrays.radixSortIndirect(order, keys.elements(), true);
        LongArrayList compared = isSingle() ? numbers : evidenceHashes;
        SignatureBlocks sorted = new SignatureBlocks();
        long lastKey = 0;
        int last = -1;
        for (int index : order) {
            long key = keys.getLong(index);
            int owner = owners.getInt(index);
            // A sample stands once in a bucket. Its keys that are equal follow each other, since the order is stable.
            if (owner != last || key != lastKey) {
                sorted.entry(key).longs(key, compared.getLong(owner)).integer(rows.getInt(owner));
            }
            lastKey = key;
            last = owner;
        }
        return sorted;
    }

    /** Spreads keys evenly, one to one, whatever they are (the finalizer of MurmurHash3). */
    static long scattered(long key) {
        long mixed = (key ^ key >>> 33) * 0xff51afd7ed558ccdL;
        mixed = (mixed ^ mixed >>> 33) * 0xc4ceb9fe1a85ec53L;
        return mixed ^ mixed >>> 33;
    }

    static long hash(long... evidence) {
        long hash = evidence.length;
        for (long value : evidence) {
            hash = scattered(hash ^ value) * 31;
        }
        return hash;
    }

    /** The first bytes as numbers that compare as unsigned ones, the first first. */
    private static long[] preference(String preference) {
        byte[] bytes = Arrays.copyOf(preference.getBytes(StandardCharsets.UTF_8), PREFERENCE_LONGS * Long.BYTES);
        long[] longs = new long[PREFERENCE_LONGS];
        for (int i = 0; i < bytes.length; i++) {
            longs[i / Long.BYTES] = longs[i / Long.BYTES] << Byte.SIZE | bytes[i] & 0xff;
        }
        return longs;
    }
}
