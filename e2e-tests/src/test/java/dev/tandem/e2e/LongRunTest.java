package dev.tandem.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.core.type.TypeReference;
import dev.tandem.core.run.RunChange;
import dev.tandem.core.run.RunRecord;
import dev.tandem.core.run.RunStatus;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A run that is paused, resumed, changed and cancelled while a command waits for it. */
@OnSharedServer
class LongRunTest {
    private static final int BAD_INPUT = 2;
    private static final int CANCELLED = 3;

    @TempDir
    Path folder;

    @Test
    void runningRunIsPausedResumedChangedAndCancelled(SharedServer.Running server) {
        TandemHome tandem = server.client();
        GatewayCalls gateway = new GatewayCalls(server.address());
        Path input = PageSite.of(3_000, 17).zip(folder.resolve("long.zip"));
        Path recipe = Recipes.write(folder.resolve("long.yaml"), """
                name: long
                stages:
                  - name: read
                    publish: long
                    operators: [html, whitespace, {word_repetition: {max_ratio: 1}}, {character_repetition: {max_ratio: 1}}, minhash]
                  - name: lengths
                    operators: [{text_length: {min_len: 5}}]
                publish: {formats: [jsonl]}
                limits: {shard_samples: 5, parallelism: 1}
                """);
        try (TandemProcess waiting = tandem.start("run", recipe, "--input", input, "--output", folder.resolve("o"))) {
            String run = await().atMost(TandemProcess.PATIENCE).until(() -> running(gateway), name -> !name.isEmpty());

            assertThat(tandem.run("pause", run, "--json").run().status()).isEqualTo(RunStatus.PAUSED);
            assertThat(tandem.run("status", run, "--json").run().status()).isEqualTo(RunStatus.PAUSED);
            assertThat(tandem.run("runs").out()).contains("paused");
            assertThat(tandem.run("resume", run, "--json").run().status()).isEqualTo(RunStatus.RUNNING);

            int done = done(gateway.run(run));
            await("it goes on").atMost(TandemProcess.PATIENCE).until(() -> done(gateway.run(run)) > done);

            change(tandem, run);

            assertThat(tandem.run("pause", run).exitCode()).isZero();
            assertThat(tandem.run("cancel", run).exitCode()).isZero();
            Outcome outcome = waiting.outcome();
            assertThat(outcome.exitCode()).as(outcome.text()).isEqualTo(CANCELLED);
            assertThat(outcome.out()).contains("cancelled", "finished work is kept");
            RunRecord cancelled = tandem.run("status", run, "--json").run();
            assertThat(cancelled.status()).isEqualTo(RunStatus.CANCELLED);
            assertThat(cancelled.error().orElseThrow()).startsWith("CANCELLED");
            assertThat(cancelled.finished()).isPresent();
            assertThat(cancelled.steps().getFirst().done()).isPositive();
            assertThat(cancelled.changes()).extracting(RunChange::setting).containsExactly(
                    "paused", "paused", "concurrency", "lengths.text_length.min_len", "plan", "paused");
        }
    }

    private static void change(TandemHome tandem, String run) {
        Outcome refused = tandem.run("change", run, "--set", "read.word_repetition.max_ratio=0.5");
        assertThat(refused.exitCode()).as(refused.text()).isEqualTo(BAD_INPUT);
        assertThat(refused.err()).contains("'read.word_repetition.max_ratio'", "has started", "lengths", "Submit the recipe");
        assertThat(tandem.run("change", run, "--concurrency", "0").err()).contains("from 1 to 10000", "found 0");
        assertThat(tandem.run("change", run).err()).contains("Nothing to change");
        assertThat(tandem.run("change", run, "--set", "lengths.text_length.min=7").err())
                .contains("unknown parameter 'min'; it has min_len");

        RunRecord before = tandem.run("status", run, "--json").run();
        RunRecord changed =
                tandem.run("change", run, "--concurrency", "2", "--set", "lengths.text_length.min_len=7", "--json").run();
        assertThat(changed.plan()).isNotEqualTo(before.plan());
        assertThat(changed.changes()).filteredOn(change -> change.setting().equals("lengths.text_length.min_len"))
                .singleElement()
                .satisfies(change -> {
                    assertThat(change.before()).isEqualTo("5");
                    assertThat(change.after()).isEqualTo("7");
                    assertThat(change.by()).isEqualTo(System.getProperty("user.name"));
                });
        assertThat(tandem.run("status", run).out()).contains("lengths.text_length.min_len", "concurrency");
    }

    private static String running(GatewayCalls gateway) {
        List<RunRecord> runs = gateway.get("/api/v1/runs").json(new TypeReference<List<RunRecord>>() {});
        return runs.stream()
                .filter(run -> run.recipe().equals("long") && run.status() == RunStatus.RUNNING && done(run) > 0)
                .map(RunRecord::run)
                .findFirst()
                .orElse("");
    }

    private static int done(RunRecord run) {
        return run.steps().isEmpty() ? 0 : run.steps().getFirst().done();
    }
}
