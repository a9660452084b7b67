package dev.tandem.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.core.run.DatasetRecord;
import dev.tandem.core.run.RunRecord;
import dev.tandem.core.run.RunStatus;
import java.nio.file.Path;
import java.util.Map;
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

    @Test
    void publishedDigestsAreThoseOfTheLocalMode() {
        Path input = PageSite.of(300, 5).zip(folder.resolve("site.zip"));
        Path recipe = Recipes.site(folder, "shard_samples: 100");
        Published remote = new Published(folder.resolve("remote"));
        Outcome there =
                tandem.run("--address", ADDRESS, "run", recipe, "--input", input, "--output", remote.folder(), "--json");
        assertThat(there.exitCode()).as(there.text()).isZero();
        Conservation.verify(there.run());

        Published local = new Published(folder.resolve("local"));
        Outcome here = TandemHome.at(folder.resolve("local-home"))
                .run("run", recipe, "--input", input, "--output", local.folder(), "--json");
        assertThat(here.exitCode()).as(here.text()).isZero();
        assertThat(remote.manifests()).isEqualTo(local.manifests());
        assertThat(there.run().datasets()).extracting(DatasetRecord::name).containsExactly("documents", "pairs", "questions");

        Outcome again = tandem.run("--address", ADDRESS, "run", recipe, "--input", input, "--output", remote.folder(), "--json");
        RunRecord reused = again.run();
        assertThat(reused.status()).isEqualTo(RunStatus.COMPLETED);
        assertThat(reused.steps()).allSatisfy(step -> assertThat(step.reused()).isEqualTo(step.shards()));
    }

    @Test
    void aProcessServesItsOwnRolesOnly() {
        Map<String, String> answers = Compose.statusOf(folder, "worker", "/api/v1/runs", "/q/health/ready");
        assertThat(answers).containsEntry("/api/v1/runs", "404").containsEntry("/q/health/ready", "200");
    }
}
