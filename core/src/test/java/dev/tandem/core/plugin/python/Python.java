package dev.tandem.core.plugin.python;

import dev.tandem.core.plugin.OperatorFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** The interpreter that tests use. */
public final class Python {
    /** What a script of a version manager finds out at each start takes longer than the start. */
    public static final String INTERPRETER =
            Files.isExecutable(Path.of("/usr/bin/python3")) ? "/usr/bin/python3" : OperatorFolder.PYTHON;

    /** Why tests are skipped. */
    public static final String ABSENT = "Python operators are not tested: there is no python3";

    private Python() {}

    public static boolean isThere() {
        try {
            return new ProcessBuilder(INTERPRETER, "--version").redirectErrorStream(true).start().waitFor(20, TimeUnit.SECONDS);
        } catch (IOException | InterruptedException e) {
            return false;
        }
    }
}
