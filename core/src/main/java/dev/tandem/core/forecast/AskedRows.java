package dev.tandem.core.forecast;

import dev.tandem.core.score.ScoreCount;
import java.util.Map;
import java.util.TreeMap;

/**
 * How often models were needed for some samples of shards, and from that for all of them.
 *
 * <p>What stands twice in a shard is asked once: the more of a shard is looked at, the less of it is new. Calls are taken to grow with
 * a power of the samples of a shard, as different words do with those of a text (Heaps, 1978); the power is that between half of the
 * samples and all that were looked at, and 1 where nothing is found twice.
 */
final class AskedRows {
    private final Map<String, ScoreCount> half = new TreeMap<>();
    private final Map<String, ScoreCount> all = new TreeMap<>();
    private int shards;
    private int halfRows;
    private int rows;

    /** Of samples whose calls grow as they do. */
    static AskedRows of(Map<String, ScoreCount> counts) {
        AskedRows asked = new AskedRows();
        asked.add(counts, 0);
        return asked;
    }

    /** What the first samples of a shard took. */
    void addHalf(Map<String, ScoreCount> counts, int samples) {
        merge(counts, half);
        halfRows += samples;
    }

    /** What those of a shard took, the first half of them included. */
    void add(Map<String, ScoreCount> counts, int samples) {
        merge(counts, all);
        rows += samples;
        shards++;
    }

    private static void merge(Map<String, ScoreCount> counts, Map<String, ScoreCount> into) {
        counts.forEach((model, count) -> into.merge(model, count, ScoreCount::plus));
    }

    /**
     * What the whole input takes.
     *
     * @param scale samples of the whole for each that was looked at
     * @param wholeShards shards that a run has
     */
    Map<String, ScoreCount> whole(double scale, int wholeShards) {
        Map<String, ScoreCount> whole = new TreeMap<>();
        all.forEach((model, count) -> {
            ScoreCount before = half.getOrDefault(model, ScoreCount.NONE);
            long asked = whole(before.asked(), count.asked(), scale, wholeShards);
            long needed = whole(before.asked() + before.known(), count.asked() + count.known(), scale, wholeShards);
            whole.put(model, new ScoreCount(asked, Math.max(0, needed - asked)));
        });
        return whole;
    }

    private long whole(long before, long count, double scale, int wholeShards) {
        if (before == 0 || halfRows == 0 || halfRows == rows) {
            return Math.round(count * scale);
        }
        double power = Math.clamp(Math.log((double) count / before) / Math.log((double) rows / halfRows), 0, 1);
        // A shard of the whole has so many times the samples of one that was looked at.
        double larger = Math.max(1, scale * shards / wholeShards);
        return Math.round(count * (scale / larger) * Math.pow(larger, power));
    }
}
