package dev.tandem.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tandem.core.run.StepRecord;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A run that is killed again and again ends with the very data sets of one that was left alone. */
@Order(1)
class KillTest {
    private static final int KILLS = 10;

    @TempDir
    Path folder;

    @Test
    void runKilledTenTimesPublishesWhatAnUndisturbedOnePublishes() {
        long seed = System.nanoTime();
        System.out.println("KillTest: seed " + seed);
        Path input = PageSite.of(150, 7).zip(folder.resolve("site.zip"));
        Path recipe = Recipes.site(folder, "shard_samples: 20, parallelism: 3");

        TandemHome undisturbed = TandemHome.at(folder.resolve("undisturbed"));
        Published expected = new Published(folder.resolve("expected"));
        Outcome whole = undisturbed.run("run", recipe, "--input", input, "--output", expected.folder(), "--json");
        assertThat(whole.exitCode()).as(whole.text()).isZero();
        Conservation.verify(whole.run());
        int objects = objects(undisturbed);

        TandemHome tandem = TandemHome.at(folder.resolve("killed"));
        Published output = new Published(folder.resolve("output"));
        // Moments are numbers of stored objects, so that they fall on all stages on a machine of any speed.
        int[] moments = new Random(seed).ints(KILLS, 0, objects * 95 / 100).sorted().toArray();
        for (int moment : moments) {
            try (TandemProcess process = tandem.start("run", recipe, "--input", input, "--output", output.folder())) {
                await().atMost(TandemProcess.PATIENCE)
                        .pollDelay(Duration.ZERO)
                        .pollInterval(Duration.ofMillis(100))
                        .until(() -> objects(tandem) >= moment || !process.isAlive());
                if (!process.isAlive()) {
                    throw new AssertionError("ended before it had %d of %d objects, seed %d: %s"
                            .formatted(moment, objects, seed, process.outcome()));
                }
                process.kill();
            }
        }
        Outcome last = tandem.run("run", recipe, "--input", input, "--output", output.folder(), "--json");
        assertThat(last.exitCode()).as("seed %d: %s", seed, last.text()).isZero();
        Conservation.verify(last.run());
        assertThat(last.run().steps().stream().mapToInt(StepRecord::reused).sum()).isPositive();
        assertThat(output.manifests()).as("seed %d", seed).isEqualTo(expected.manifests());
        output.verifyFiles();
        assertThat(tandem.folder().resolve("tmp")).as("temporary files that killed processes left").isEmptyDirectory();
    }

    /** Objects that finished work is made of, without the records of runs. */
    private static int objects(TandemHome tandem) {
        if (!Files.isDirectory(tandem.bucket())) {
            return 0;
        }
        try (Stream<Path> files = Files.walk(tandem.bucket())) {
            return (int) files.filter(file -> !file.toString().contains("/runs/") && !file.toString().contains("/reports/"))
                    .filter(Files::isRegularFile)
                    .count();
        } catch (NoSuchFileException e) {
            return 0;
        } catch (UncheckedIOException e) {
            // A file was renamed under the walk; the next look counts again.
            return 0;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
