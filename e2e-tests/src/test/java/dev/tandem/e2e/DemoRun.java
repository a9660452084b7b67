package dev.tandem.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.core.model.Digest;
import dev.tandem.core.run.DatasetRecord;
import dev.tandem.core.run.RunRecord;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/**
 * The demo's recipe on the demo's input; one of its steps is scored by a model.
 *
 * @param manifests digests of the published manifests
 */
record DemoRun(RunRecord run, Map<String, Digest> manifests) {
    private static DemoRun local;

    static DemoRun on(TandemHome home, Path output) {
        Path input = Path.of(System.getProperty("tandem.test.demo-input"));
        Path recipe = TandemHome.ROOT.resolve("recipes/demo.yaml");
        Outcome outcome = home.run("run", recipe, "--input", input, "--output", output, "--json");
        assertThat(outcome.exitCode()).as(outcome.text()).isZero();
        Conservation.verify(outcome.run());
        assertThat(outcome.run().datasets())
                .extracting(DatasetRecord::name)
                .containsExactly("documents", "pairs", "table-questions", "charts");
        Map<String, Digest> digests = new TreeMap<>();
        new Published(output).manifests().forEach((name, manifest) -> digests.put(name, Digest.of(manifest)));
        return new DemoRun(outcome.run(), digests);
    }

    /** What everything in one process publishes: done once for all tests. */
    static synchronized DemoRun local() {
        if (local == null) {
            try {
                Path folder = Files.createTempDirectory("tandem-demo-");
                local = on(TandemHome.at(folder.resolve("home")), folder.resolve("output"));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return local;
    }
}
