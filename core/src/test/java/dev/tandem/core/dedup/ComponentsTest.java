package dev.tandem.core.dedup;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.core.sort.RecordSorter;
import dev.tandem.core.sort.SortSpace;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

final class ComponentsTest {
    private static final SortSpace SPACE = new SortSpace(64L << 20, Path.of(System.getProperty("java.io.tmpdir"), "tandem-test"));

    /** The smallest member of each component, by member, found by widening labels until nothing changes. */
    private static Map<Long, Long> expected(long[][] edges) {
        Map<Long, Long> labels = new HashMap<>();
        for (long[] edge : edges) {
            labels.put(edge[0], edge[0]);
            labels.put(edge[1], edge[1]);
        }
        boolean changed = true;
        while (changed) {
            changed = false;
            for (long[] edge : edges) {
                long smallest = Math.min(labels.get(edge[0]), labels.get(edge[1]));
                changed |= labels.put(edge[0], smallest) != smallest;
                changed |= labels.put(edge[1], smallest) != smallest;
            }
        }
        return labels;
    }

    private static Map<Long, Long> found(long[][] edges, boolean inFiles) {
        Map<Long, Long> labels = new HashMap<>();
        Components.MemberConsumer consumer = (component, member) ->
                assertThat(labels.put(member, component)).as("member %d told twice", member).isNull();
        try (RecordSorter sorter = new RecordSorter(2, true, SPACE)) {
            for (long[] edge : edges) {
                sorter.add(Math.min(edge[0], edge[1]), Math.max(edge[0], edge[1]));
            }
            if (inFiles) {
                Components.inFiles(sorter::cursor, SPACE, consumer, unused -> {});
            } else {
                Components.find(sorter::cursor, SPACE, consumer, unused -> {});
            }
        }
        return labels;
    }

    @Property(tries = 60)
    void bothWaysFindTheComponentsOfRandomGraphs(
            @ForAll long seed, @ForAll @IntRange(min = 1, max = 60) int nodes, @ForAll @IntRange(max = 80) int count) {
        Random random = new Random(seed);
        long[][] edges = random.ints(count, 0, nodes)
                .mapToObj(node -> new long[] {node, (node + 1 + random.nextInt(nodes)) % (nodes + 1)})
                .filter(edge -> edge[0] != edge[1])
                .toArray(long[][]::new);

        assertThat(found(edges, false)).isEqualTo(expected(edges));
        assertThat(found(edges, true)).isEqualTo(expected(edges));
    }

    @Test
    void aLongChainInAnyOrderIsOneComponent() {
        long[][] edges = new long[2_000][];
        for (int i = 0; i < edges.length; i++) {
            edges[i] = new long[] {i * 7919L % 2_003, (i + 1) * 7919L % 2_003};
        }

        assertThat(found(edges, true)).isEqualTo(found(edges, false)).hasSize(2_001);
        assertThat(found(edges, true).values()).containsOnly(0L);
    }
}
