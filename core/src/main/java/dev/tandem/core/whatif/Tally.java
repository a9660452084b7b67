package dev.tandem.core.whatif;

import dev.tandem.core.whatif.WhatIfAnswer.ReasonCount;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Counts of what was and what would be, of one thread; a few of the samples that flip are noted. */
final class Tally {
    private final int examples;
    private final Map<String, long[]> reasons = new TreeMap<>();
    private final List<Flip> kept = new ArrayList<>();
    private final List<Flip> dropped = new ArrayList<>();
    private long keptBefore;
    private long nowKept;
    private long nowDropped;
    private long otherReason;

    /** @param examples how many samples are noted at most, of those that would be kept and of those that would be dropped */
    Tally(int examples) {
        this.examples = examples;
    }

    /**
     * A sample that flips.
     *
     * @param shard position of its shard in the step
     */
    record Flip(int shard, int row, Optional<String> before, Optional<String> after) {
        static final Comparator<Flip> IN_ORDER = Comparator.comparingInt(Flip::shard).thenComparingInt(Flip::row);
    }

    void kept(long samples) {
        keptBefore += samples;
    }

    /** Samples that left for a reason, and do so as long as nothing else is said of them. */
    void left(String reason, long samples) {
        long[] counts = counts(reason);
        counts[0] += samples;
        counts[1] += samples;
    }

    void nowDropped(int shard, int row, String after) {
        nowDropped++;
        counts(after)[1]++;
        note(dropped, shard, row, Optional.empty(), Optional.of(after));
    }

    void nowKept(int shard, int row, String before) {
        nowKept++;
        counts(before)[1]--;
        note(kept, shard, row, Optional.of(before), Optional.empty());
    }

    void otherReason(String before, String after) {
        otherReason++;
        counts(before)[1]--;
        counts(after)[1]++;
    }

    private void note(List<Flip> flips, int shard, int row, Optional<String> before, Optional<String> after) {
        // A thread comes to its shards and rows in order: the first are the smallest.
        if (flips.size() < examples) {
            flips.add(new Flip(shard, row, before, after));
        }
    }

    private long[] counts(String reason) {
        return reasons.computeIfAbsent(reason, unused -> new long[2]);
    }

    Tally plus(Tally other) {
        Tally sum = new Tally(examples);
        for (Tally part : List.of(this, other)) {
            sum.keptBefore += part.keptBefore;
            sum.nowKept += part.nowKept;
            sum.nowDropped += part.nowDropped;
            sum.otherReason += part.otherReason;
            part.reasons.forEach((reason, counts) -> {
                sum.counts(reason)[0] += counts[0];
                sum.counts(reason)[1] += counts[1];
            });
            sum.kept.addAll(part.kept);
            sum.dropped.addAll(part.dropped);
        }
        for (List<Flip> flips : List.of(sum.kept, sum.dropped)) {
            flips.sort(Flip.IN_ORDER);
            if (flips.size() > examples) {
                flips.subList(examples, flips.size()).clear();
            }
        }
        return sum;
    }

    long in() {
        return keptBefore + reasons.values().stream().mapToLong(counts -> counts[0]).sum();
    }

    long keptBefore() {
        return keptBefore;
    }

    long keptAfter() {
        return keptBefore + nowKept - nowDropped;
    }

    long nowKept() {
        return nowKept;
    }

    long nowDropped() {
        return nowDropped;
    }

    long otherReason() {
        return otherReason;
    }

    List<ReasonCount> reasons() {
        return reasons.entrySet().stream()
                .map(entry -> new ReasonCount(entry.getKey(), entry.getValue()[0], entry.getValue()[1]))
                .toList();
    }

    /** Those that would be kept, then those that would be dropped. */
    List<Flip> flips() {
        List<Flip> flips = new ArrayList<>(kept);
        flips.addAll(dropped);
        return flips;
    }
}
