package dev.tandem.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.core.model.Digest;
import dev.tandem.core.run.DatasetRecord;
import dev.tandem.core.run.RunRecord;
import dev.tandem.core.run.RunStatus;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The same recipe on real servers: Temporal, MinIO and Triton in containers, and each role of ours in its own. */
class ComposeIT {
    private static final String PORT = "18080";
    private static final String ADDRESS = "http://127.0.0.1:" + PORT;

    @TempDir
    static Path folder;

    private static TandemHome tandem;

    @BeforeAll
    static void up() {
        tandem = TandemHome.at(folder.resolve("home"))
                .with("TANDEM_PORT", PORT)
                .with("TANDEM_TEMPORAL_PORT", "17233")
                .with("TANDEM_MINIO_PORT", "19000");
        Outcome images = tandem.run("images");
        assertThat(images.exitCode()).as(images.text()).isZero();
        Outcome up = tandem.run("up");
        assertThat(up.exitCode()).as(up.text()).isZero();
    }

    @AfterAll
    static void down() {
        assertThat(tandem.run("down", "--volumes").exitCode()).isZero();
    }

    /** The demo's recipe has a step that a model scores: on Triton there, on the embedded server here. */
    @Test
    void publishedDigestsAreThoseOfTheLocalMode() {
        Published remote = new Published(folder.resolve("remote"));
        Outcome there = demo(tandem.with("TANDEM_ADDRESS", ADDRESS), remote);
        Conservation.verify(there.run());
        assertThat(there.run().datasets())
                .extracting(DatasetRecord::name)
                .containsExactly("documents", "pairs", "table-questions");

        Published local = new Published(folder.resolve("local"));
        demo(TandemHome.at(folder.resolve("local-home")), local);
        assertThat(digests(remote)).isEqualTo(digests(local));

        RunRecord again = demo(tandem.with("TANDEM_ADDRESS", ADDRESS), remote).run();
        assertThat(again.status()).isEqualTo(RunStatus.COMPLETED);
        assertThat(again.steps()).allSatisfy(step -> assertThat(step.reused()).isEqualTo(step.shards()));
    }

    private static Outcome demo(TandemHome home, Published output) {
        Path input = Path.of(System.getProperty("tandem.test.demo-input"));
        Path recipe = TandemHome.ROOT.resolve("recipes/demo.yaml");
        Outcome outcome = home.run("run", recipe, "--input", input, "--output", output.folder(), "--json");
        assertThat(outcome.exitCode()).as(outcome.text()).isZero();
        return outcome;
    }

    private static Map<String, Digest> digests(Published output) {
        Map<String, Digest> digests = new TreeMap<>();
        output.manifests().forEach((name, manifest) -> digests.put(name, Digest.of(manifest)));
        return digests;
    }

    @Test
    void aProcessServesItsOwnRolesOnly() {
        Map<String, String> answers = Compose.statusOf(folder, "worker", "/api/v1/runs", "/q/health/ready");
        assertThat(answers).containsEntry("/api/v1/runs", "404").containsEntry("/q/health/ready", "200");
    }
}
