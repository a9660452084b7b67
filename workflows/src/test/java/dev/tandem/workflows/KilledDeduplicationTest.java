package dev.tandem.workflows;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.core.engine.ShardStore;
import dev.tandem.core.engine.ShardView;
import dev.tandem.core.model.Part;
import dev.tandem.core.model.Sample;
import dev.tandem.core.run.RunRecord;
import dev.tandem.core.run.RunStatus;
import dev.tandem.core.shard.FeatureTable;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Workers end in the middle of every step of deduplication, and others go on. */
class KilledDeduplicationTest {
    private static final Map<String, Map<String, Object>> EXPECTED = clusters(
            new DedupingServices(shards(3, 1), 1, 1, OptionalLong.empty()), 1);

    /** The same samples, cut in different ways: families of a text and copies with some words changed. */
    private static List<List<Sample>> shards(int count, long seed) {
        Random content = new Random(7);
        Random cut = new Random(seed);
        List<List<Sample>> shards = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            shards.add(new ArrayList<>());
        }
        for (int family = 0; family < 25; family++) {
            List<String> words = content.ints(30, 0, 100_000).mapToObj(word -> "w" + word).toList();
            for (int copy = content.nextInt(5); copy >= 0; copy--) {
                List<String> changed = new ArrayList<>(words);
                for (int i = content.nextInt(8); i > 0; i--) {
                    changed.set(content.nextInt(changed.size()), "x" + content.nextInt(100_000));
                }
                shards.get(cut.nextInt(count)).add(Sample.read(
                        family + "/" + copy, Map.of(), List.of(new Part.Text(String.join(" ", changed)))));
            }
        }
        return shards;
    }

    /** Cluster, keeper and similarity of every sample after a run, by its source. */
    private static Map<String, Map<String, Object>> clusters(DedupingServices services, int parallelism) {
        try (WorkflowBench bench = new WorkflowBench(services)) {
            RunRecord run = bench.workflow("run").curate(WorkflowBench.request("run", parallelism));
            assertThat(run.status()).as(run.toString()).isEqualTo(RunStatus.COMPLETED);
            Map<String, Map<String, Object>> found = new TreeMap<>();
            for (ShardView view : services.views(run.steps().getLast().views().orElseThrow())) {
                FeatureTable table = services.store().features(view.layers().getLast()).orElseThrow();
                services.store().rows(view.shard(), ShardStore.Columns.IDENTITY, (row, read) ->
                        found.put(read.sample().source(), table.row(row)));
            }
            return found;
        }
    }

    @ParameterizedTest
    @CsvSource({"1, 1, 1, 1", "2, 3, 4, 2", "3, 5, 2, 7", "4, 2, 3, 5", "5, 7, 4, 3"})
    void clustersAndKeepersAreTheSameWhoeverEndsWhere(long seed, int parts, int workers, int shards) {
        DedupingServices services = new DedupingServices(shards(shards, seed), workers, parts, OptionalLong.of(seed));

        assertThat(clusters(services, workers)).isEqualTo(EXPECTED);
        assertThat(services.deaths).contains("READ", "SIGN", "cluster", "SELECT");
        if (parts > 1) {
            assertThat(services.deaths).contains("BUCKET");
        }
    }

    @Test
    void thereAreClustersToLose() {
        assertThat(EXPECTED.values()).filteredOn(features -> features.containsKey("words.kept_instead")).hasSizeGreaterThan(15);
        assertThat(EXPECTED.values()).filteredOn(Map::isEmpty).isNotEmpty();
    }
}
