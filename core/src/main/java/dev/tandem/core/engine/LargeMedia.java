package dev.tandem.core.engine;

import dev.tandem.core.model.Digest;
import dev.tandem.core.model.MediaContent;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/** The media of one step that are too large for a row: they are put into blobs, and named in the step's result. */
final class LargeMedia {
    private final ShardStore store;
    private final SortedSet<Digest> stored = new TreeSet<>();

    LargeMedia(ShardStore store) {
        this.store = store;
    }

    /** Puts a medium of more bytes than {@code inlineBytes} into a blob; whether it did. */
    boolean store(MediaContent content, long inlineBytes) {
        if (content.size() <= inlineBytes) {
            return false;
        }
        if (!stored.contains(content.digest())) {
            store.storeMedia(content);
            stored.add(content.digest());
        }
        return true;
    }

    /** What stands in blobs, in the order of its digests. */
    List<Digest> stored() {
        return List.copyOf(stored);
    }
}
