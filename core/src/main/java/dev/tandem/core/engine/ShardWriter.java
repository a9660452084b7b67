package dev.tandem.core.engine;

import dev.tandem.core.error.ErrorCode;
import dev.tandem.core.error.TandemException;
import dev.tandem.core.model.Digest;
import dev.tandem.core.model.Sample;
import dev.tandem.core.plan.OperatorSpec;
import dev.tandem.core.shard.SampleFile;
import dev.tandem.core.shard.Selection;
import dev.tandem.core.shard.Selection.Outcome;
import dev.tandem.core.shard.ShardRow;
import dev.tandem.core.store.ObjectKey;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.roaringbitmap.RoaringBitmap;

/** Writes a new shard row by row, through a temporary file: memory does not grow with the shard. */
final class ShardWriter implements AutoCloseable {
    private final ShardStore store;
    private final OperatorSpec operator;
    private final Path file;
    private final MessageDigest sha256 = Digest.sha256();
    private final OutputStream out;
    private final LargeMedia media;
    private final SampleFile samples;
    private final RoaringBitmap kept = new RoaringBitmap();
    private final Map<Selection.Reason, RoaringBitmap> failed = new TreeMap<>();
    private int rows;

    ShardWriter(ShardStore store, OperatorSpec operator) {
        this.store = store;
        this.operator = operator;
        this.media = new LargeMedia(store);
        try {
            file = Files.createTempFile("tandem-shard-", ".parquet");
            out = new DigestOutputStream(Files.newOutputStream(file), sha256);
            samples = SampleFile.writeShard(out, content -> media.store(content, ShardStore.INLINE_BYTES));
        } catch (IOException e) {
            throw noSpace(e);
        }
    }

    void add(ShardRow row) {
        try {
            samples.add(row);
        } catch (IOException e) {
            throw noSpace(e);
        }
        if (row.failure().isPresent()) {
            Selection.Reason reason = new Selection.Reason(
                    Outcome.FAILED, operator.label(), ShardStore.reason(row.failure().get()));
            failed.computeIfAbsent(reason, unused -> new RoaringBitmap()).add(rows);
        } else {
            kept.add(rows);
        }
        rows++;
    }

    void add(Sample sample) {
        add(ShardRow.of(sample));
    }

    int rows() {
        return rows;
    }

    long failures() {
        return rows - kept.getLongCardinality();
    }

    /** Uploads the shard and its first selection, and returns the view at {@code key}; not yet published there. */
    ShardView finish(Digest key, List<Digest> parent, Counts counts, Map<String, Long> refused) {
        try {
            samples.close();
            out.close();
        } catch (IOException e) {
            throw noSpace(e);
        }
        Digest shard = Digest.finish(sha256, new byte[0]);
        store.contents().putFile(shard, ObjectKey::shard, file);
        Selection selection = new Selection(kept, failed);
        Digest selected = store.putSelection(selection);
        Layer layer = new Layer(
                List.of(operator), selected, Optional.empty(), Optional.empty(), Optional.empty());
        return new ShardView(
                ShardView.FORMAT, key, parent, shard, rows, List.of(layer), media.stored(), counts, Reasons.count(selection), refused);
    }

    @Override
    public void close() {
        try {
            out.close();
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static TandemException noSpace(IOException cause) {
        return new TandemException(
                ErrorCode.DISK_FULL,
                "Could not write a temporary shard in " + System.getProperty("java.io.tmpdir") + ": "
                        + cause.getMessage() + ". Free some space and run again: finished work is kept.",
                cause);
    }
}
