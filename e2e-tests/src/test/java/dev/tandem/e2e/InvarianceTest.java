package dev.tandem.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Limits say how work is cut and how much of it goes on at a time; they never change what is published. */
@Order(1)
class InvarianceTest {
    private static final int PAGES = 550;

    @TempDir
    static Path folder;

    private static Path input;
    private static Published reference;

    @BeforeAll
    static void runWithOneWorker() {
        input = PageSite.of(PAGES, 11).zip(folder.resolve("site.zip"));
        reference = run(1, 400);
    }

    @ParameterizedTest(name = "{0} workers, shards of {1}")
    @CsvSource({"2, 100", "8, 100"})
    void manifestsDoNotDependOnWorkersOrShards(int workers, int shardSamples) {
        assertThat(run(workers, shardSamples).manifests()).isEqualTo(reference.manifests());
    }

    @Test
    void manifestsSayNothingOfShards() {
        reference.manifests().forEach((name, manifest) ->
                assertThat(manifest).as(name).doesNotContainIgnoringCase("shard").doesNotContain("parallelism"));
    }

    private static Published run(int workers, int shardSamples) {
        String name = workers + "-" + shardSamples;
        // A home of its own, so that nothing is reused.
        TandemHome tandem = TandemHome.at(folder.resolve("home-" + name))
                .with("TANDEM_PROCESS_WORKER_CONCURRENT_SHARDS", String.valueOf(workers));
        Path recipe = Recipes.site(folder, "shard_samples: " + shardSamples + ", parallelism: " + workers);
        Published output = new Published(folder.resolve("output-" + name));
        Outcome outcome = tandem.run("run", recipe, "--input", input, "--output", output.folder(), "--json");
        assertThat(outcome.exitCode()).as(outcome.text()).isZero();
        Conservation.verify(outcome.run());
        assertThat(outcome.run().steps().getFirst().shards()).isEqualTo(Math.ceilDiv(PAGES, shardSamples));
        assertThat(output.manifests()).containsOnlyKeys("documents", "pairs", "questions", "readable");
        for (Map.Entry<String, String> manifest : output.manifests().entrySet()) {
            assertThat(output.manifest(manifest.getKey()).samples()).as(manifest.getKey()).isPositive();
        }
        return output;
    }
}
