package dev.tandem.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tandem.core.run.RunRecord;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Each container is killed during a run and started again: the run publishes what an undisturbed one publishes.
 *
 * <p>What was seen is written to {@code target/faults.md}; with {@code -Dtandem.docs.update=true} to {@code docs/faults.md}.
 */
@OnCompose
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FaultsIT {
    private static final int PAGES = 400;
    /** Long enough for the run to come to the step that needs the container. */
    private static final Duration DOWN = Duration.ofSeconds(8);

    @TempDir
    static Path folder;

    private final List<String> table = new ArrayList<>();
    private TandemProcess localServer;
    private TandemHome local;
    private Path recipe;
    private long seed;

    @BeforeAll
    void startALocalServerToCompareWith() {
        recipe = Recipes.site(folder, -0.9, "shard_samples: 25, parallelism: 2");
        TandemHome home = TandemHome.at(folder.resolve("local"));
        localServer = home.start("serve");
        String address = localServer.address().toString();
        local = TandemHome.at(folder.resolve("client")).with("TANDEM_ADDRESS", address);
    }

    @AfterAll
    void writeWhatWasSeen() throws IOException {
        if (localServer != null) {
            localServer.close();
        }
        String page = """
                # Faults

                Written by `FaultsIT` (`./tandem test --all`; with `-Dtandem.docs.update=true` into this page). Each container was killed
                (SIGKILL) during a run on everything that `./tandem up` starts, left dead for %d seconds, and started again. The run
                published the same manifests as an undisturbed one on one machine, each time; nothing was lost or doubled.

                *Back* is the time from the start of the container to its being healthy, *finished* from there to the end of the run.

                | container killed | what the user saw | back, seconds | finished, seconds |
                |---|---|---|---|
                %s
                """.formatted(DOWN.toSeconds(), String.join("\n", table));
        boolean update = Boolean.getBoolean("tandem.docs.update");
        Files.writeString(TandemHome.ROOT.resolve(update ? "docs/faults.md" : "e2e-tests/target/faults.md"), page);
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "gateway", "worker", "ingestion", "filtering", "dedup", "synthesis", "publishing", "temporal", "minio", "triton"
    })
    void runOutlivesTheDeathOf(String service, RunningCompose compose) {
        Path input = PageSite.of(PAGES, ++seed).zip(folder.resolve(service + ".zip"));
        Published output = new Published(folder.resolve(service));
        Published expected = new Published(folder.resolve(service + "-expected"));
        String saw;
        long killed;
        long back;
        try (TandemProcess run = start(compose.client(), input, output);
                TandemProcess undisturbed = start(local, input, expected)) {
            await().atMost(TandemProcess.PATIENCE).until(() -> started(compose) || !run.isAlive());
            assertThat(run.isAlive()).as("the run has not ended yet").isTrue();
            compose.kill(service);
            killed = System.nanoTime();
            await().atMost(DOWN.plusSeconds(1)).until(() -> System.nanoTime() - killed > DOWN.toNanos());
            long started = System.nanoTime();
            compose.startAgain(service);
            back = System.nanoTime();
            Outcome outcome = run.outcome();
            assertThat(outcome.exitCode()).as(outcome.text()).isZero();
            saw = told(outcome.err());
            table.add(String.format(
                    Locale.ROOT, "| %s | %s | %.1f | %.1f |", service, saw, (back - started) / 1e9, (System.nanoTime() - back) / 1e9));
            assertThat(undisturbed.outcome().exitCode()).isZero();
        }
        assertThat(output.manifests()).isEqualTo(expected.manifests());
        output.verifyFiles();
        Conservation.verify(newest(compose));
    }

    private TandemProcess start(TandemHome home, Path input, Published output) {
        return home.start("run", recipe, "--input", input, "--output", output.folder());
    }

    /** Whether the newest run has finished its first shard, and is not finished itself. */
    private static boolean started(RunningCompose compose) {
        Outcome runs = compose.client().run("runs", "--json");
        return runs.exitCode() == 0
                && runs.json().path(0).path("status").asText().equals("RUNNING")
                && runs.json().path(0).path("steps").path(0).path("done").asInt() > 0;
    }

    private static RunRecord newest(RunningCompose compose) {
        String run = compose.client().run("runs", "--json").json().path(0).path("run").asText();
        return compose.client().run("status", run, "--json").run();
    }

    /** What the command said, beside its bars. */
    private static String told(String err) {
        List<String> lines = err.lines()
                .filter(line -> line.startsWith("tandem: "))
                .map(line -> line.replaceAll("run '[^']*'", "run '...'"))
                .toList();
        return lines.isEmpty() ? "nothing but a pause" : "a pause, and `" + String.join("` `", lines) + "`";
    }
}
