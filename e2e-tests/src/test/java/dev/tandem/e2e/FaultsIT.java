package dev.tandem.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tandem.core.rounds.RoundsRecord;
import dev.tandem.core.run.DatasetRecord;
import dev.tandem.core.run.RunRecord;
import dev.tandem.training.export.PictureGrid;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Each container is killed during a run, or during rounds, and started again: what is published is what undisturbed ones publish.
 *
 * <p>What was seen is written to {@code target/faults.md}; with {@code -Dtandem.docs.update=true} to {@code docs/faults.md}.
 */
@OnCompose
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FaultsIT {
    private static final int PAGES = 400;
    private static final int ROUNDS_PAIRS = 300;
    /** Long enough for the run to come to the step that needs the container. */
    private static final Duration DOWN = Duration.ofSeconds(8);

    @TempDir
    static Path folder;

    private final List<String> table = new ArrayList<>();
    private TandemProcess localServer;
    private TandemHome local;
    private Path recipe;
    private Optional<List<Object>> undisturbedRounds = Optional.empty();
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
                Where *rounds* stands beside the container it was killed while `tandem codev` trained models: results, models and versions
                are those of undisturbed rounds.

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
        try (TandemProcess run = start(compose.client(), input, output);
                TandemProcess undisturbed = start(local, input, expected)) {
            await().atMost(TandemProcess.PATIENCE).until(() -> started(compose) || !run.isAlive());
            killed(service, service, compose, run);
            assertThat(undisturbed.outcome().exitCode()).isZero();
        }
        assertThat(output.manifests()).isEqualTo(expected.manifests());
        output.verifyFiles();
        Conservation.verify(newest(compose));
    }

    /** What trains keeps nothing of its own: another one, or the same once more, makes the same of it. */
    @ParameterizedTest
    @ValueSource(strings = {"training", "worker"})
    void roundsOutliveTheDeathOf(String service, RunningCompose compose) throws IOException {
        TandemHome client = compose.client();
        Path squares = Recipes.squares(folder, 120);
        Path input = folder.resolve("squares");
        if (undisturbedRounds.isEmpty()) {
            SquarePairs.write(input, ROUNDS_PAIRS, SquarePairs::someWrongSomeShort);
            succeed(client, "models", "add", PictureGrid.write(folder.resolve("models")));
            succeed(client, "models", "load", "picture_grid", "--files");
            undisturbedRounds = Optional.of(whatCameOf(succeed(client, "codev", squares, "--input", input, "--rounds", "2", "--json")));
        }
        compose.forgetResults();
        try (TandemProcess rounds = client.start("codev", squares, "--input", input, "--rounds", "2", "--json")) {
            await().atMost(TandemProcess.PATIENCE).until(() -> training(client) || !rounds.isAlive());
            assertThat(whatCameOf(killed(service, service + ", rounds", compose, rounds))).isEqualTo(undisturbedRounds.orElseThrow());
        }
    }

    /** What is to be the same whatever happened on the way. */
    private static List<Object> whatCameOf(Outcome codev) {
        RoundsRecord record = codev.json(RoundsRecord.class);
        // A round whose end nobody was there to hear is found finished; the others are made anew.
        assertThat(record.rounds()).hasSizeGreaterThan(1).anyMatch(round -> !round.reused());
        return record.rounds().stream()
                .map(round -> (Object) List.of(round.result(), round.towers(), round.dataset().map(DatasetRecord::version)))
                .toList();
    }

    private static boolean training(TandemHome client) {
        Outcome status = client.run("codev", "list", "--json");
        String phase = status.exitCode() == 0 ? status.json().path(0).path("phase").asText() : "";
        return phase.startsWith("training") || phase.startsWith("round");
    }

    private static Outcome succeed(TandemHome client, Object... arguments) {
        Outcome outcome = client.run(arguments);
        assertThat(outcome.exitCode()).as(outcome.text()).isZero();
        return outcome;
    }

    /** Kills the container while a command waits for its work, starts it again, and waits for the command to end well. */
    private Outcome killed(String service, String row, RunningCompose compose, TandemProcess command) {
        if (!command.isAlive()) {
            throw new AssertionError("It ended too early: " + command.outcome().text());
        }
        compose.kill(service);
        long killed = System.nanoTime();
        await().atMost(DOWN.plusSeconds(1)).until(() -> System.nanoTime() - killed > DOWN.toNanos());
        long started = System.nanoTime();
        compose.startAgain(service);
        long back = System.nanoTime();
        Outcome outcome = command.outcome();
        assertThat(outcome.exitCode()).as(outcome.text()).isZero();
        table.add(String.format(
                Locale.ROOT, "| %s | %s | %.1f | %.1f |",
                row, told(outcome.err()), (back - started) / 1e9, (System.nanoTime() - back) / 1e9));
        return outcome;
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
                .filter(line -> !line.matches("tandem: (squares\\.rounds-.*|stages of .*|asking base .*|training on .*|round \\d+ ...)"))
                .map(line -> line.replaceAll("run '[^']*'", "run '...'"))
                .toList();
        return lines.isEmpty() ? "nothing but a pause" : "a pause, and `" + String.join("` `", lines) + "`";
    }
}
