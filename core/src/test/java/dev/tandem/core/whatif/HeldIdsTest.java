package dev.tandem.core.whatif;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.core.engine.GivenSamples;
import dev.tandem.core.engine.Progress;
import dev.tandem.core.engine.ReadStep;
import dev.tandem.core.engine.ShardStore;
import dev.tandem.core.engine.ShardView;
import dev.tandem.core.model.Digest;
import dev.tandem.core.model.Part;
import dev.tandem.core.model.Sample;
import dev.tandem.core.operator.Reader;
import dev.tandem.core.plan.OperatorSpec;
import dev.tandem.core.store.MemoryObjectStore;
import dev.tandem.core.store.ObjectKey;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class HeldIdsTest {
    private static final List<Sample> SAMPLES = IntStream.range(0, 10)
            .mapToObj(i -> Sample.read("row " + i, Map.of(), List.of(new Part.Text("text " + i))))
            .toList();

    private final MemoryObjectStore objects = new MemoryObjectStore();

    private ShardView shard() {
        Reader.Split split = new Reader.Split("rows", 0, SAMPLES.size());
        OperatorSpec spec = new OperatorSpec("jsonl", "jsonl", 1, Map.of(), Map.of());
        return new ReadStep(new ShardStore(objects)).run(
                ReadStep.key(Digest.of("input"), split, spec), List::of, split, spec, new GivenSamples(SAMPLES), Progress.SILENT);
    }

    private static Map<Integer, String> ids(HeldIds held, ShardView shard) {
        Map<Integer, String> ids = new TreeMap<>();
        held.forEach(shard.shard(), (row, id) -> ids.put(row, HexFormat.of().formatHex(id)));
        return ids;
    }

    @Test
    void idsAreThoseOfTheRowsWhetherTheyAreHeldOrReadAgain() {
        ShardView shard = shard();
        Map<Integer, String> expected = new TreeMap<>();
        new ShardStore(objects).rows(shard.shard(), ShardStore.Columns.IDENTITY, (row, read) ->
                expected.put(row, read.sample().id().hex()));

        for (long bytes : new long[] {0, 100, 1 << 20}) {
            HeldIds held = new HeldIds(new ShardStore(objects), bytes);
            assertThat(ids(held, shard)).as(bytes + " bytes").isEqualTo(expected);
            assertThat(ids(held, shard)).as(bytes + " bytes, again").isEqualTo(expected);
        }
    }

    @Test
    void whatIsHeldIsNotReadAgain() {
        ShardView shard = shard();
        HeldIds held = new HeldIds(new ShardStore(objects), 10 * 32);
        Map<Integer, String> first = ids(held, shard);
        objects.delete(ObjectKey.shard(shard.shard()));

        assertThat(ids(held, shard)).isEqualTo(first).hasSize(10);
    }
}
