package dev.tandem.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How processes start, share a data folder, and end before their work does. */
@OnSharedServer
class ProcessTest {
    private static final int USER = 2;
    private static final int EXTERNAL = 5;
    private static final int INTERRUPTED = 130;

    @TempDir
    static Path folder;

    private static Path input;
    private static Path recipe;

    @BeforeAll
    static void makeAnInputThatTakesAWhile() {
        input = PageSite.of(300, 13).zip(folder.resolve("site.zip"));
        recipe = Recipes.reading(folder, "html", "shard_samples: 20, parallelism: 1");
    }

    @Test
    void interruptedRunEndsAtOnceAndKeepsFinishedWork() {
        TandemHome tandem = TandemHome.at(folder.resolve("interrupted"));
        // A parent that ignores the signal, such as nohup, would hand that on.
        TandemHome interruptible = tandem.through("env", "--default-signal=INT");
        for (String signal : new String[] {"INT", "TERM"}) {
            long before = finishedWork(tandem);
            try (TandemProcess process = run(interruptible, "interrupted-output")) {
                awaitFinishedWork(tandem, before, process);
                process.signal(signal);
                Outcome outcome = process.outcome();
                assertThat(outcome.exitCode()).as(outcome.text()).isEqualTo(INTERRUPTED);
                assertThat(outcome.err()).contains("stopped", "Finished work is kept").doesNotContain("\tat ", "a defect");
            }
        }
        Outcome last = tandem.run("run", recipe, "--input", input, "--output", folder.resolve("interrupted-output"), "--json");
        assertThat(last.exitCode()).as(last.text()).isZero();
        assertThat(last.run().steps().getFirst().reused()).isPositive();
        Outcome runs = tandem.run("runs", "--json");
        assertThat(runs.json().findValuesAsText("status")).containsExactly("COMPLETED", "INTERRUPTED", "INTERRUPTED");
    }

    @Test
    void clientOfAServerThatDiesIsToldSo() {
        TandemHome tandem = TandemHome.at(folder.resolve("dying"));
        try (TandemProcess server = tandem.start("serve")) {
            String address = server.address().toString();
            try (TandemProcess client = run(tandem.with("TANDEM_ADDRESS", address).with("TANDEM_PATIENCE", "1s"), "dying-output")) {
                awaitFinishedWork(tandem, 0, client);
                server.kill();
                Outcome outcome = client.outcome();
                assertThat(outcome.exitCode()).as(outcome.text()).isEqualTo(EXTERNAL);
                assertThat(outcome.err())
                        .contains("does not answer", "waiting for up to 1 s")
                        .contains("SERVICE_UNAVAILABLE", "did not answer", address, "run the same command again")
                        .doesNotContain("\tat ");
            }
        }
    }

    @Test
    void runTakesOverWhenTheProcessThatItUsedEnds() {
        TandemHome tandem = TandemHome.at(folder.resolve("left-alone"));
        try (TandemProcess server = tandem.start("serve")) {
            server.line(line -> line.contains("listens at"));
            try (TandemProcess run = run(tandem, "left-alone-output")) {
                awaitFinishedWork(tandem, 0, run);
                server.kill();
                Outcome outcome = run.outcome();
                assertThat(outcome.exitCode()).as(outcome.text()).isZero();
                new Published(folder.resolve("left-alone-output")).verifyFiles();
            }
        }
    }

    @Test
    void secondProcessUsesTheOneThatHoldsTheDataFolder(SharedServer.Running server) {
        Outcome outcome = TandemHome.at(server.folder().resolve("home")).run("runs", "--json");
        assertThat(outcome.exitCode()).as(outcome.text()).isZero();
        assertThat(outcome.json().isArray()).isTrue();
        assertThat(server.process().isAlive()).isTrue();
    }

    @Test
    void twoRunsOnOneDataFolderAtOneTimeBothComplete(@TempDir Path own) {
        TandemHome tandem = TandemHome.at(folder.resolve("shared"));
        Path small = Recipes.write(folder.resolve("rows.jsonl"), "{\"text\": \"a good row\"}\n");
        Path rows = Recipes.reading(own, "jsonl", "");
        try (TandemProcess one = tandem.start("run", rows, "--input", small, "--output", folder.resolve("one"));
                TandemProcess two = tandem.start("run", rows, "--input", small, "--output", folder.resolve("two"))) {
            Outcome first = one.outcome();
            Outcome second = two.outcome();
            assertThat(first.exitCode()).as(first.text()).isZero();
            assertThat(second.exitCode()).as(second.text()).isZero();
        }
        assertThat(new Published(folder.resolve("one")).manifests()).isEqualTo(new Published(folder.resolve("two")).manifests());
    }

    @Test
    void portInUseIsToldWithWhatToDo(SharedServer.Running server) {
        TandemHome tandem = TandemHome.at(folder.resolve("port"));
        String port = String.valueOf(server.address().getPort());
        Outcome taken = tandem.with("TANDEM_PORT", port).run("serve");
        assertThat(taken.exitCode()).isEqualTo(USER);
        assertThat(taken.err()).contains("PORT_IN_USE", port, "Choose another, or leave TANDEM_PORT out").doesNotContain("\tat ");
        Outcome wrong = tandem.with("TANDEM_PORT", "http").run("serve");
        assertThat(wrong.exitCode()).isEqualTo(USER);
        assertThat(wrong.err()).contains("INVALID_ARGUMENT", "from 0 to 65535", "'http'");
    }

    @Test
    void dataFolderThatCannotBeUsedIsNamed() {
        Path file = Recipes.write(folder.resolve("a-file"), "no folder");
        Outcome outcome = TandemHome.at(file).run("runs");
        assertThat(outcome.exitCode()).isEqualTo(USER);
        assertThat(outcome.err())
                .contains("OUTPUT_NOT_WRITABLE", file.toString(), "Set TANDEM_HOME to a folder that can be written")
                .doesNotContain("\tat ");
    }

    private static TandemProcess run(TandemHome tandem, String output) {
        return tandem.start("run", recipe, "--input", input, "--output", folder.resolve(output));
    }

    private static void awaitFinishedWork(TandemHome tandem, long more, TandemProcess process) {
        await().atMost(TandemProcess.PATIENCE)
                .pollInterval(Duration.ofMillis(20))
                .until(() -> finishedWork(tandem) > more || !process.isAlive());
    }

    private static long finishedWork(TandemHome tandem) {
        Path keys = tandem.bucket().resolve("keys");
        if (!Files.isDirectory(keys)) {
            return 0;
        }
        try (Stream<Path> files = Files.list(keys)) {
            return files.filter(file -> file.toString().endsWith(".json")).count();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
