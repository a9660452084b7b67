package dev.tandem.core.engine;

import dev.tandem.core.error.ErrorCode;
import dev.tandem.core.error.TandemException;
import dev.tandem.core.json.Json;
import dev.tandem.core.model.Digest;
import dev.tandem.core.model.MediaContent;
import dev.tandem.core.model.Sample;
import dev.tandem.core.plan.OperatorSpec;
import dev.tandem.core.shard.FeatureTable;
import dev.tandem.core.shard.Overlay;
import dev.tandem.core.shard.RowFailure;
import dev.tandem.core.shard.SampleFile;
import dev.tandem.core.shard.SampleSchema;
import dev.tandem.core.shard.Selection;
import dev.tandem.core.store.ContentStore;
import dev.tandem.core.store.ContentStore.Content;
import dev.tandem.core.store.HeldObjects;
import dev.tandem.core.store.ObjectKey;
import dev.tandem.core.store.ObjectStore;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.parquet.schema.MessageType;
import org.roaringbitmap.RoaringBitmap;

/** Shards and what steps wrote beside them, as the engine reads and writes them. */
public final class ShardStore {
    /** Media up to this size stand in a shard or an overlay itself. */
    public static final long INLINE_BYTES = 256L << 10;
    /** An overlay is held in memory while it is written and read: all media that stand in it together are bounded too. */
    private static final long OVERLAY_BYTES = 64L << 20;

    /** Views and selections are small, never change, and are asked for by each that follows: some are held. */
    private static final long HELD_BYTES = 16L << 20;

    private final ObjectStore objects;
    private final ContentStore contents;
    private final HeldObjects held = new HeldObjects(HELD_BYTES);

    public ShardStore(ObjectStore objects) {
        this(new ContentStore(objects));
    }

    public ShardStore(ContentStore contents) {
        this.objects = contents.objects();
        this.contents = contents;
    }

    public ContentStore contents() {
        return contents;
    }

    /** The finished result at a key; empty when the work has still to be done. */
    public Optional<ShardView> find(Digest key) {
        return objects.find(ObjectKey.result(key)).map(json -> {
            ShardView view = Json.read(json, ShardView.class);
            held.put(key, view, json.length);
            return view;
        });
    }

    public ShardView view(Digest key) {
        return held.find(key, ShardView.class).or(() -> find(key)).orElseThrow(() -> new TandemException(
                ErrorCode.NOT_FOUND, "There is no result with key " + key.abbreviated() + ". Run the recipe again."));
    }

    /**
     * The finished result at a key, made to last: for callers that use it in place of doing the work. Empty as well where
     * something that the step wrote is gone, so that it is made again.
     */
    public Optional<ShardView> reuse(Digest key) {
        return find(key).filter(view -> contents.keep(ObjectKey.result(key)) && isWhole(view));
    }

    /** Publishes a result at its key. The first writer wins, unless what it wrote is gone; what stands there is returned. */
    public ShardView finish(ShardView view) {
        view.counts().verified(view.key().abbreviated());
        ObjectKey key = ObjectKey.result(view.key());
        byte[] json = Json.bytes(view);
        if (!objects.putIfAbsent(key, json)) {
            Optional<ShardView> other = reuse(view.key());
            if (other.isPresent()) {
                return other.get();
            }
            objects.put(key, json);
        }
        held.put(view.key(), view, json.length);
        return view;
    }

    private boolean isWhole(ShardView view) {
        Layer last = view.layers().getLast();
        return exists(ObjectKey.shard(view.shard()))
                && exists(ObjectKey.selection(last.selection()))
                && last.features().map(ObjectKey::features).filter(key -> !exists(key)).isEmpty()
                && last.overlay().map(ObjectKey::overlay).filter(key -> !exists(key)).isEmpty()
                && view.media().stream().map(ObjectKey::blob).allMatch(this::exists);
    }

    private boolean exists(ObjectKey key) {
        return objects.info(key).isPresent();
    }

    /** Calls {@code consumer} for each row of the shard, failed ones included, as it was read. */
    public void rows(Digest shard, Columns columns, SampleFile.RowConsumer consumer) {
        int[] row = {0};
        SampleFile.read(file(shard), columns.schema, this::blob, read -> consumer.accept(row[0]++, read));
    }

    private byte[] file(Digest shard) {
        return contents.get(shard, ObjectKey::shard);
    }

    /** Calls {@code consumer} with the id of each row of the shard, failed ones included. */
    public void ids(Digest shard, IdConsumer consumer) {
        int[] row = {0};
        SampleFile.ids(file(shard), id -> consumer.accept(row[0]++, id));
    }

    /**
     * Calls {@code consumer} for some samples, whether they are still in or not, with what mappers made of them up to the last
     * layer. The bytes of their media are not there.
     */
    public void texts(ShardView view, RoaringBitmap rows, SampleConsumer consumer) {
        some(view, rows, Columns.TEXTS, consumer);
    }

    /** The same with their media: for some samples, whether they are still in or not, with what mappers made of them. */
    public void samples(ShardView view, RoaringBitmap rows, SampleConsumer consumer) {
        some(view, rows, Columns.ALL, consumer);
    }

    private void some(ShardView view, RoaringBitmap rows, Columns columns, SampleConsumer consumer) {
        if (rows.isEmpty()) {
            return;
        }
        List<Overlay> overlays = overlays(view);
        SampleFile.read(
                file(view.shard()),
                columns.schema,
                rows,
                this::blob,
                (row, read) -> consumer.accept(row, mapped(row, read.sample(), overlays)));
    }

    private static Sample mapped(int row, Sample read, List<Overlay> overlays) {
        Sample sample = read;
        for (Overlay overlay : overlays) {
            sample = overlay.apply(row, sample);
        }
        return sample;
    }

    /** Calls {@code consumer} for each sample that is still in, with what mappers made of it. */
    public void live(ShardView view, SampleConsumer consumer) {
        samples(view, alive(view), consumer);
    }

    /** The rows that are still in after all layers; the caller's own. */
    public RoaringBitmap alive(ShardView view) {
        return selection(view.layers().getLast()).kept().clone();
    }

    /** Not to be changed by its reader: it is held for the next one. */
    public Selection selection(Layer layer) {
        return held.get(layer.selection(), digest -> contents.get(digest, ObjectKey::selection), Selection::decode);
    }

    /** Stores which samples of a shard are still in. */
    Digest putSelection(Selection selection) {
        byte[] encoded = selection.encode();
        Digest digest = contents.put(encoded, ObjectKey::selection);
        held.put(digest, selection, encoded.length);
        return digest;
    }

    /** Stores the layer of a step: its selection, and features and overlay where they hold anything; all at a time. */
    Layer putLayer(List<OperatorSpec> operators, Selection selection, FeatureTable features, Overlay overlay, Optional<Digest> clusters) {
        byte[] selected = selection.encode();
        List<Content> writes = new ArrayList<>(List.of(new Content(selected, ObjectKey::selection)));
        boolean measured = !features.columnNames().isEmpty();
        if (measured) {
            writes.add(new Content(features.encode(), ObjectKey::features));
        }
        if (!overlay.isEmpty()) {
            writes.add(new Content(overlay.encode(), ObjectKey::overlay));
        }
        List<Digest> written = contents.putAll(writes);
        held.put(written.getFirst(), selection, selected.length);
        return new Layer(
                operators,
                written.getFirst(),
                measured ? Optional.of(written.get(1)) : Optional.empty(),
                overlay.isEmpty() ? Optional.empty() : Optional.of(written.getLast()),
                clusters);
    }

    public Optional<FeatureTable> features(Layer layer) {
        return layer.features().map(digest -> FeatureTable.decode(featureFile(digest)));
    }

    /** A features file as it is stored. */
    byte[] featureFile(Digest digest) {
        return contents.get(digest, ObjectKey::features);
    }

    private List<Overlay> overlays(ShardView view) {
        List<Overlay> overlays = new ArrayList<>();
        for (Layer layer : view.layers()) {
            layer.overlay().ifPresent(
                    digest -> overlays.add(Overlay.decode(contents.get(digest, ObjectKey::overlay), this::blob)));
        }
        return overlays;
    }

    /** An overlay to be written, whose large media go into blobs, as do all once it holds enough. */
    Overlay newOverlay(LargeMedia media) {
        long[] held = {0};
        return new Overlay(content -> {
            boolean stored = media.store(content, Math.min(INLINE_BYTES, OVERLAY_BYTES - held[0]));
            held[0] += stored ? 0 : content.size();
            return stored;
        }, this::blob);
    }

    private byte[] blob(Digest digest) {
        return contents.get(digest, ObjectKey::blob);
    }

    /** Makes sure that media stand in a blob of their own. */
    public void storeMedia(MediaContent content) {
        if (!contents.keep(ObjectKey.blob(content.digest()))) {
            contents.put(content.bytes(), ObjectKey::blob);
        }
    }

    /** Which columns to read. */
    public enum Columns {
        ALL(SampleSchema.FULL),
        /** All but the bytes of media that stand in the rows. */
        TEXTS(SampleSchema.TEXTS),
        /** Ids, sources and failures: samples come without parts and metadata. */
        IDENTITY(SampleSchema.IDENTITY);

        private final MessageType schema;

        Columns(MessageType schema) {
            this.schema = schema;
        }
    }

    /** Receives the id of a row. */
    @FunctionalInterface
    public interface IdConsumer {
        /** @param id the bytes of its digest; not to be changed */
        void accept(int row, byte[] id);
    }

    /** Receives a sample that is still in. */
    @FunctionalInterface
    public interface SampleConsumer {
        void accept(int row, Sample sample);
    }

    /** The reason under which a failed row is counted. */
    static String reason(RowFailure failure) {
        return failure.code().name();
    }
}
