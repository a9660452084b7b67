package dev.tandem.core.engine;

import dev.tandem.core.model.Digest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A shard as it stands after a step: the immutable samples, and what every step so far wrote beside them. It is the
 * value at the key of the step's result, and all that a following step has to read to find its input.
 *
 * @param key digest of what made this: the input's key, the operators with parameters and versions, the models
 * @param parent key of the view that the samples of this shard were made from, for created shards; else empty
 * @param rows rows of the shard, failed ones included
 * @param media what the step that wrote this put into blobs of their own
 * @param counts of the step that wrote this
 * @param reasons how often each reason took a sample out in this step, as {@code operator: reason}
 * @param refused how often each reason kept a creator's item from becoming a sample
 */
public record ShardView(
        int format,
        Digest key,
        List<Digest> parent,
        Digest shard,
        int rows,
        List<Layer> layers,
        List<Digest> media,
        Counts counts,
        Map<String, Long> reasons,
        Map<String, Long> refused) {
    public static final int FORMAT = 1;

    public ShardView {
        layers = List.copyOf(layers);
        parent = List.copyOf(parent);
        // Results that were written before it was noted have none.
        media = media == null ? List.of() : List.copyOf(media);
    }

    /** The same samples as they were before the step that wrote this. */
    public ShardView before() {
        return new ShardView(format, key, parent, shard, rows, layers.subList(0, layers.size() - 1), media, counts, reasons, refused);
    }

    /** What a step makes of this by writing a layer beside the same shard; not published yet. */
    ShardView with(Digest result, Layer layer, List<Digest> blobs, Counts counted, Map<String, Long> why) {
        List<Layer> all = new ArrayList<>(layers);
        all.add(layer);
        return new ShardView(FORMAT, result, parent, shard, rows, all, blobs, counted, why, Map.of());
    }
}
