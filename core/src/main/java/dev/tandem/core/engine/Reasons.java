package dev.tandem.core.engine;

import dev.tandem.core.shard.Selection;
import java.util.Map;
import java.util.TreeMap;

/** Counts of reasons, as summaries show them. */
final class Reasons {
    private Reasons() {}

    /** How many rows each reason took out, as {@code operator: reason}. */
    static Map<String, Long> count(Selection selection) {
        Map<String, Long> counts = new TreeMap<>();
        selection.out().forEach((reason, rows) ->
                counts.merge(reason.operator() + ": " + reason.reason(), rows.getLongCardinality(), Long::sum));
        return counts;
    }
}
