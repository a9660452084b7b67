package dev.tandem.core.rounds;

import dev.tandem.core.model.Digest;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What people think of pairs, as a document.
 *
 * @param good by the id of each pair, whether they find it good; those about which they do not agree are not in it
 */
public record PeopleSay(SortedMap<String, Boolean> good) {
    public PeopleSay {
        good = Collections.unmodifiableSortedMap(new TreeMap<>(good));
    }

    /** All together; what was said later counts. */
    public static Map<Digest, Boolean> together(List<PeopleSay> inOrder) {
        Map<Digest, Boolean> all = new HashMap<>();
        inOrder.forEach(said -> said.good().forEach((id, good) -> all.put(new Digest(id), good)));
        return all;
    }
}
