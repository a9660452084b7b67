package dev.tandem.core.dedup;

import dev.tandem.core.sort.RecordCursor;
import dev.tandem.core.sort.RecordSorter;
import dev.tandem.core.sort.SortSpace;
import java.util.Arrays;
import java.util.function.LongConsumer;

/**
 * Finds what hangs together: samples that are linked by edges, directly or through others. Where all of them fit into memory
 * by union and find, else by alternating large and small stars over sorted files (Kiveris, Lattanzi, Mirrokni, Rastogi and
 * Vassilvitskii, "Connected Components in MapReduce and Beyond", 2014), which ends after a number of rounds that grows with the
 * square of the logarithm of the longest chain. Both give each sample the smallest reference of its component.
 */
final class Components {
    /** Reference and parent. */
    private static final int NODE_BYTES = Long.BYTES + Integer.BYTES;

    /** Sorters that are in use at the same time. */
    private static final int SORTERS = 3;

    private Components() {}

    /** Edges that can be read again and again. */
    @FunctionalInterface
    interface Edges {
        /** Pairs of different references, the smaller one first. */
        RecordCursor cursor();
    }

    /** Receives each sample that has an edge, with the smallest reference of its component, which is itself told as well. */
    @FunctionalInterface
    interface MemberConsumer {
        void accept(long component, long member);
    }

    static void find(Edges edges, SortSpace space, MemberConsumer consumer, LongConsumer progress) {
        SortSpace share = space.share(SORTERS);
        try (RecordSorter nodes = new RecordSorter(1, true, share)) {
            forEach(edges.cursor(), (left, right) -> {
                nodes.add(left);
                nodes.add(right);
            });
            progress.accept(0);
            long count = count(nodes);
            if (count * NODE_BYTES <= share.memoryBytes()) {
                inMemory(nodes, (int) count, edges, consumer);
            } else {
                inFiles(edges, share, consumer, progress);
            }
        }
    }

    private static long count(RecordSorter nodes) {
        long count = 0;
        try (RecordCursor node = nodes.cursor()) {
            while (node.next()) {
                count++;
            }
        }
        return count;
    }

    private static void inMemory(RecordSorter sorted, int count, Edges edges, MemberConsumer consumer) {
        long[] nodes = new long[count];
        try (RecordCursor node = sorted.cursor()) {
            for (int i = 0; node.next(); i++) {
                nodes[i] = node.value(0);
            }
        }
        UnionFind components = new UnionFind(count);
        forEach(edges.cursor(), (left, right) ->
                components.join(Arrays.binarySearch(nodes, left), Arrays.binarySearch(nodes, right)));
        for (int i = 0; i < count; i++) {
            consumer.accept(nodes[components.root(i)], nodes[i]);
        }
    }

    /** Stops when a round of both stars changes nothing: then every edge leads to the smallest of its component. */
    static void inFiles(Edges edges, SortSpace space, MemberConsumer consumer, LongConsumer progress) {
        RecordSorter current = null;
        try {
            long before = 0;
            long after = fingerprint(edges.cursor());
            while (current == null || before != after) {
                RecordSorter last = current;
                Edges in = last == null ? edges : last::cursor;
                try (RecordSorter large = new RecordSorter(2, true, space)) {
                    star(in, true, large, space);
                    current = new RecordSorter(2, true, space);
                    star(large::cursor, false, current, space);
                } finally {
                    if (last != null) {
                        last.close();
                    }
                }
                before = after;
                after = fingerprint(current.cursor());
                progress.accept(0);
            }
            stars(current, consumer);
        } finally {
            if (current != null) {
                current.close();
            }
        }
    }

    /**
     * One round, over the neighbours of each sample: the ones that are greater than it (a large star) or smaller and itself (a
     * small star) are linked with the smallest of them all.
     */
    private static void star(Edges in, boolean large, RecordSorter out, SortSpace space) {
        try (RecordSorter neighbours = new RecordSorter(2, true, space)) {
            forEach(in.cursor(), (smaller, greater) -> {
                neighbours.add(greater, smaller);
                if (large) {
                    neighbours.add(smaller, greater);
                }
            });
            try (RecordCursor edge = neighbours.cursor()) {
                boolean any = false;
                long node = 0;
                long smallest = 0;
                while (edge.next()) {
                    long neighbour = edge.value(1);
                    if (!any || node != edge.value(0)) {
                        any = true;
                        node = edge.value(0);
                        smallest = Math.min(node, neighbour);
                        if (!large) {
                            out.add(smallest, node);
                        }
                    }
                    boolean linked = large ? neighbour > node : neighbour != smallest;
                    if (linked) {
                        out.add(smallest, neighbour);
                    }
                }
            }
        }
    }

    private static void stars(RecordSorter edges, MemberConsumer consumer) {
        try (RecordCursor edge = edges.cursor()) {
            long last = -1;
            while (edge.next()) {
                if (edge.value(0) != last) {
                    last = edge.value(0);
                    consumer.accept(last, last);
                }
                consumer.accept(last, edge.value(1));
            }
        }
    }

    private static long fingerprint(RecordCursor edges) {
        long[] sum = {0};
        forEach(edges, (left, right) ->
                sum[0] += SignatureWriter.scattered(SignatureWriter.scattered(left) + right));
        return sum[0];
    }

    /** Receives an edge. */
    @FunctionalInterface
    private interface EdgeConsumer {
        void accept(long smaller, long greater);
    }

    private static void forEach(RecordCursor edges, EdgeConsumer consumer) {
        try (edges) {
            while (edges.next()) {
                consumer.accept(edges.value(0), edges.value(1));
            }
        }
    }
}
