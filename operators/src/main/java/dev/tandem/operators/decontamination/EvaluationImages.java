package dev.tandem.operators.decontamination;

import dev.tandem.core.evaluation.EvaluationItem;
import dev.tandem.core.evaluation.EvaluationSet;
import it.unimi.dsi.fastutil.longs.LongArrayList;
import java.util.ArrayList;
import java.util.List;

/** The perceptual hashes of the pictures of evaluation sets, with the items that have them. */
final class EvaluationImages {
    private static final int BYTES_PER_PICTURE = 64;

    private final long[] hashes;
    private final List<Found> items;

    private EvaluationImages(long[] hashes, List<Found> items) {
        this.hashes = hashes;
        this.items = items;
    }

    /**
     * The picture of an item.
     *
     * @param distance bits that differ
     */
    record Found(int distance, String set, String item) {
        static final Found NOTHING = new Found(Long.SIZE + 1, "", "");
    }

    /** Gathers sets. */
    static final class Builder {
        private final LongArrayList hashes = new LongArrayList();
        private final List<Found> items = new ArrayList<>();

        void add(String name, EvaluationSet set) {
            for (EvaluationItem item : set.items()) {
                for (String hash : item.imageHashes()) {
                    hashes.add(Long.parseUnsignedLong(hash, 16));
                    items.add(new Found(0, name, item.id()));
                }
            }
        }

        EvaluationImages build() {
            return new EvaluationImages(hashes.toLongArray(), items);
        }
    }

    int bytes() {
        return (int) Math.min(Integer.MAX_VALUE, (long) hashes.length * BYTES_PER_PICTURE);
    }

    /** The item that is nearer than what was found before, the first of several; else what was found. */
    Found nearer(long hash, Found before) {
        int least = before.distance();
        int nearest = -1;
        for (int i = 0; i < hashes.length; i++) {
            int distance = Long.bitCount(hash ^ hashes[i]);
            if (distance < least) {
                least = distance;
                nearest = i;
            }
        }
        return nearest < 0 ? before : new Found(least, items.get(nearest).set(), items.get(nearest).item());
    }
}
