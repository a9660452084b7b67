package dev.tandem.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The launcher itself. */
class LauncherTest {
    @TempDir
    Path folder;

    @Test
    void machineWithoutJdk25IsToldWhatToInstall() throws IOException {
        Path tools = Files.createDirectories(folder.resolve("bin"));
        for (String tool : new String[] {"sh", "dirname", "readlink"}) {
            executable(tools.resolve(tool), "exec /usr/bin/" + tool + " \"$@\"");
        }
        // No version of any JDK on this machine is the wanted one.
        executable(tools.resolve("grep"), "exit 1");
        ProcessBuilder launcher = new ProcessBuilder(TandemHome.ROOT.resolve("tandem").toString(), "sets");
        launcher.environment().clear();
        launcher.environment().put("PATH", tools.toString());
        Outcome outcome = TandemProcess.start(launcher).outcome();
        assertThat(outcome.exitCode()).isEqualTo(69);
        assertThat(outcome.err()).contains("no JDK 25 was found", "Install one", "JAVA_HOME");
    }

    @Test
    void leavesNoTemporaryFilesBehind() {
        TandemHome tandem = TandemHome.at(folder.resolve("home"));
        assertThat(tandem.run("--version").out()).startsWith("Tandem ");
        assertThat(tandem.folder().resolve("tmp")).isEmptyDirectory();
    }

    private static void executable(Path file, String script) throws IOException {
        Files.writeString(file, "#!/bin/sh\n" + script + "\n");
        assertThat(file.toFile().setExecutable(true)).isTrue();
    }
}
