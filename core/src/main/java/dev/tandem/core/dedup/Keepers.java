package dev.tandem.core.dedup;

import dev.tandem.core.operator.Similarity;
import dev.tandem.core.sort.RecordCursor;
import dev.tandem.core.sort.RecordSorter;
import dev.tandem.core.sort.SortSpace;
import java.util.Arrays;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import java.util.stream.LongStream;

/**
 * Chooses which sample of each component stays, and tells for each other one how similar it is to that: all by sorting and
 * joining files of records, in bounded memory.
 *
 * <p>Where only direct duplicates of the kept sample are dropped, those that are not similar enough to it go into another
 * round, in which the best of them is kept; what is left after {@value #MOST_ROUNDS} rounds stays.
 */
final class Keepers implements AutoCloseable {
    static final int MOST_ROUNDS = 1_000;

    private static final int ID = 4;
    private static final int NODE = ID + SignatureWriter.PREFERENCE_LONGS;
    private static final double NONE = Double.NaN;

    /** Sorters that are in use at the same time. */
    private static final int SORTERS = 8;

    private final Signatures signatures;
    private final Similarity operator;
    private final SortSpace space;
    private final LongConsumer progress;
    /** Component, smallest id, size, id of the one that is kept first. */
    private final RecordSorter clusters;
    /** Component, sample, whether it stays, similarity, id of the one that stays for it. */
    private final RecordSorter decisions;
    /** Where candidates are not compared. */
    private final PairSample sampled = new PairSample();

    private Keepers(Signatures signatures, Similarity operator, SortSpace space, LongConsumer progress) {
        this.signatures = signatures;
        this.operator = operator;
        this.space = space.share(SORTERS);
        this.progress = progress;
        this.clusters = new RecordSorter(1, false, this.space);
        this.decisions = new RecordSorter(2, false, this.space);
    }

    /** Receives what was decided. Ids are four numbers of the given array. */
    interface Decided {
        /**
         * Takes a cluster; all come before the first member.
         *
         * @param ids smallest id of the cluster, then the id of the sample that is kept first
         */
        void cluster(long size, long[] ids);

        /**
         * Takes a member.
         *
         * @param ids smallest id of the cluster, then the id of the sample that stays for this one
         * @param similarity to that sample; NaN where there is none
         */
        void member(long reference, long size, boolean stays, double similarity, long[] ids);

        /** Takes a similarity of some member to the sample that stays for it, where none was told with the member. */
        void sampled(double similarity);
    }

    /**
     * Decides.
     *
     * @param components told of each sample of a component, by whoever found them
     * @param consumer told of the members in order of their references
     */
    static void choose(
            Consumer<Components.MemberConsumer> components,
            Signatures signatures,
            Similarity operator,
            SortSpace space,
            Decided consumer,
            LongConsumer progress) {
        try (Keepers keepers = new Keepers(signatures, operator, space, progress)) {
            keepers.decide(components);
            keepers.tell(consumer);
            if (!Double.isNaN(operator.intendedThreshold())) {
                keepers.sampled.compare(signatures, operator, keepers.space, consumer::sampled, progress);
            }
        }
    }

    private void decide(Consumer<Components.MemberConsumer> components) {
        RecordSorter members = new RecordSorter(1, false, space);
        try {
            components.accept((component, member) -> members.add(member, component));
        } catch (RuntimeException e) {
            members.close();
            throw e;
        }
        RecordSorter current = members;
        for (int round = 0; current.added() > 0; round++) {
            RecordSorter left = new RecordSorter(1, false, space);
            try {
                round(current, round, left);
            } finally {
                current.close();
                current = left;
            }
        }
        current.close();
    }

    /** A sample of each component stays; the ones that are not decided with it are {@code left}. */
    private void round(RecordSorter members, int round, RecordSorter left) {
        try (RecordSorter nodes = new RecordSorter(2, false, space);
                RecordSorter kept = new RecordSorter(1, false, space);
                RecordSorter undecided = new RecordSorter(1, false, space)) {
            identify(members, nodes);
            best(nodes, round == 0, kept);
            match(nodes, kept, round >= MOST_ROUNDS, undecided);
            if (undecided.added() > 0) {
                compare(undecided, left);
            }
        }
    }

    private void identify(RecordSorter members, RecordSorter nodes) {
        Signatures.NodeLookup lookup = signatures.nodes();
        long[] record = new long[2 + NODE];
        try (RecordCursor member = members.cursor()) {
            while (member.next()) {
                record[0] = member.value(1);
                record[1] = member.value(0);
                lookup.copy(member.value(0), record, 2);
                nodes.add(record, record.length);
            }
        }
        progress.accept(0);
    }

    /** Finds the sample of each component with the greatest preference; of several, the one with the smallest id. */
    private void best(RecordSorter nodes, boolean first, RecordSorter kept) {
        try (RecordCursor node = nodes.cursor()) {
            Component component = null;
            while (node.next()) {
                if (component == null || component.label != node.value(0)) {
                    finish(component, first, kept);
                    component = new Component(node);
                } else {
                    component.add(node);
                }
            }
            finish(component, first, kept);
        }
    }

    private void finish(Component component, boolean first, RecordSorter kept) {
        if (component != null) {
            kept.add(component.label, component.best[1], component.best[2], component.best[3], component.best[4],
                    component.best[5]);
            if (first) {
                long[] id = component.smallest;
                clusters.add(component.label, id[0], id[1], id[2], id[3], component.size, component.best[2],
                        component.best[3], component.best[4], component.best[5]);
            }
        }
    }

    /** A component while its samples go by. */
    private static final class Component {
        private final long label;
        private final long[] best;
        private final long[] smallest = new long[ID];
        private long size = 1;

        Component(RecordCursor node) {
            label = node.value(0);
            best = node.from(0);
            System.arraycopy(best, 2, smallest, 0, ID);
        }

        void add(RecordCursor node) {
            size++;
            if (compare(node, 2, smallest, 0, ID) < 0) {
                System.arraycopy(node.from(2), 0, smallest, 0, ID);
            }
            int preference = compare(node, 2 + ID, best, 2 + ID, SignatureWriter.PREFERENCE_LONGS);
            if (preference > 0 || preference == 0 && compare(node, 2, best, 2, ID) < 0) {
                System.arraycopy(node.from(0), 0, best, 0, best.length);
            }
        }

        private static int compare(RecordCursor node, int from, long[] other, int otherFrom, int length) {
            for (int i = 0; i < length; i++) {
                int compared = Long.compareUnsigned(node.value(from + i), other[otherFrom + i]);
                if (compared != 0) {
                    return compared;
                }
            }
            return 0;
        }
    }

    /** Decides for the kept samples, and for the others too where nothing is compared. */
    private void match(RecordSorter nodes, RecordSorter kept, boolean allStay, RecordSorter undecided) {
        try (RecordCursor node = nodes.cursor(); RecordCursor keeper = kept.cursor()) {
            keeper.next();
            while (node.next()) {
                while (keeper.value(0) != node.value(0)) {
                    keeper.next();
                }
                if (node.value(1) == keeper.value(1) || allStay) {
                    decide(node.value(0), node.value(1), true, NONE, node, 2);
                } else if (operator.verifies()) {
                    undecided.add(node.value(1), node.value(0), keeper.value(1), keeper.value(2), keeper.value(3),
                            keeper.value(4), keeper.value(5));
                } else {
                    decide(node.value(0), node.value(1), false, NONE, keeper, 2);
                    sampled.offer(Arrays.copyOf(node.from(2), ID), node.value(1), keeper.value(1));
                }
            }
        }
    }

    private void compare(RecordSorter undecided, RecordSorter left) {
        try (RecordSorter pairs = new RecordSorter(1, false, space);
                RecordSorter similarities = new RecordSorter(1, false, space)) {
            try (RecordCursor sample = undecided.cursor()) {
                while (sample.next()) {
                    pairs.add(sample.value(0), sample.value(2), 0);
                }
            }
            SimilarPairs.compare(
                    pairs,
                    signatures,
                    operator,
                    space,
                    (sample, kept, tag, similarity) -> similarities.add(sample, Double.doubleToRawLongBits(similarity)),
                    progress);
            try (RecordCursor sample = undecided.cursor(); RecordCursor found = similarities.cursor()) {
                while (sample.next() && found.next()) {
                    double similarity = Double.longBitsToDouble(found.value(1));
                    if (operator.onlyDirect() && similarity < operator.threshold()) {
                        left.add(sample.value(0), sample.value(1));
                    } else {
                        decide(sample.value(1), sample.value(0), false, similarity, sample, 3);
                    }
                }
            }
        }
    }

    private void decide(long component, long sample, boolean stays, double similarity, RecordCursor kept, int id) {
        decisions.add(component, sample, stays ? 1 : 0, Double.doubleToRawLongBits(similarity), kept.value(id),
                kept.value(id + 1), kept.value(id + 2), kept.value(id + 3));
    }

    private void tell(Decided consumer) {
        try (RecordCursor cluster = clusters.cursor()) {
            while (cluster.next()) {
                long[] found = cluster.from(1);
                consumer.cluster(found[ID], LongStream.concat(
                                Arrays.stream(found, 0, ID), Arrays.stream(found, ID + 1, 2 * ID + 1)).toArray());
            }
        }
        try (RecordSorter members = new RecordSorter(1, false, space)) {
            try (RecordCursor decision = decisions.cursor(); RecordCursor cluster = clusters.cursor()) {
                cluster.next();
                while (decision.next()) {
                    while (cluster.value(0) != decision.value(0)) {
                        cluster.next();
                    }
                    members.add(
                            decision.value(1), cluster.value(5), decision.value(2), decision.value(3),
                            cluster.value(1), cluster.value(2), cluster.value(3), cluster.value(4),
                            decision.value(4), decision.value(5), decision.value(6), decision.value(7));
                }
            }
            try (RecordCursor member = members.cursor()) {
                while (member.next()) {
                    consumer.member(member.value(0), member.value(1), member.value(2) == 1,
                            Double.longBitsToDouble(member.value(3)), member.from(4));
                }
            }
        }
    }

    @Override
    public void close() {
        clusters.close();
        decisions.close();
    }
}
