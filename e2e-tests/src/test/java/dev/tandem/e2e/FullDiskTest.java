package dev.tandem.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A full disk, as a small file system that only the process under test sees. */
@OnSharedServer
class FullDiskTest {
    private static final int RESOURCES = 4;

    @TempDir
    static Path folder;

    @BeforeAll
    static void needsMounts() {
        Outcome outcome = TandemProcess.start(new ProcessBuilder(withDisk(folder, 1, "true"))).outcome();
        if (outcome.exitCode() != 0) {
            System.out.println("FullDiskTest: SKIPPED, mounting a file system is not permitted here: " + outcome.err());
        }
        assumeTrue(outcome.exitCode() == 0, "mounting a file system is not permitted: " + outcome.err());
    }

    @Test
    void uploadThatDoesNotFitIsOneError() {
        Path home = folder.resolve("home");
        assertThat(home.toFile().mkdirs()).isTrue();
        Path input = BadFiles.randomBytes(folder.resolve("large.zip"), 20);
        Outcome outcome = TandemHome.at(home)
                .through(withDisk(home, 12))
                .run("run", Recipes.reading(folder, "html", ""), "--input", input, "--output", folder.resolve("output"));
        assertThat(outcome.exitCode()).as(outcome.text()).isEqualTo(RESOURCES);
        assertThat(outcome.err()).contains("DISK_FULL", "Free some space", "finished work is kept").doesNotContain("\tat ");
    }

    @Test
    void storeThatIsFullIsOneError() {
        Path home = folder.resolve("home-of-store");
        assertThat(home.toFile().mkdirs()).isTrue();
        Path input = BadFiles.randomBytes(folder.resolve("medium.zip"), 7);
        Outcome outcome = TandemHome.at(home)
                .through(withDisk(home, 12))
                .run("run", Recipes.reading(folder, "html", ""), "--input", input, "--output", folder.resolve("output"));
        assertThat(outcome.exitCode()).as(outcome.text()).isEqualTo(RESOURCES);
        assertThat(outcome.err())
                .contains("DISK_FULL", home.toString(), "Free some space", "TANDEM_HOME", "finished work is kept")
                .doesNotContain("\tat ");
    }

    @Test
    void outputThatDoesNotFitKeepsTheDataSets(SharedServer.Running server) {
        Path output = folder.resolve("small-output");
        assertThat(output.toFile().mkdirs()).isTrue();
        Path input = PageSite.of(1_200, 3).zip(folder.resolve("site.zip"));
        Path recipe = Recipes.reading(folder, "html", "");
        TandemHome tandem = server.client();
        Outcome full = tandem.through(withDisk(output, 1)).run("run", recipe, "--input", input, "--output", output);
        assertThat(full.exitCode()).as(full.text()).isEqualTo(RESOURCES);
        assertThat(full.err()).contains("DISK_FULL", output.toString(), "The data sets are kept").doesNotContain("\tat ");
        Outcome again = tandem.run("run", recipe, "--input", input, "--output", output, "--json");
        assertThat(again.exitCode()).as(again.text()).isZero();
        assertThat(again.run().datasets()).allMatch(dataset -> dataset.reused());
        new Published(output).verifyFiles();
    }

    /** Starts a command with a file system of so many megabytes at {@code mount}, which ends with the command. */
    private static String[] withDisk(Path mount, int megabytes, String... command) {
        String script = "mount -t tmpfs -o size=" + megabytes + "m tmpfs '" + mount + "' && exec \"$@\"";
        String[] start = {"unshare", "--mount", "sh", "-c", script, "sh"};
        String[] all = Arrays.copyOf(start, start.length + command.length);
        System.arraycopy(command, 0, all, start.length, command.length);
        return all;
    }
}
