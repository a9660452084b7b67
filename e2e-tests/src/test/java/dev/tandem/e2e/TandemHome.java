package dev.tandem.e2e;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A data folder, and how the launcher is started on it with the application that the build has made.
 *
 * @param environment variables beside those of the test, which lose every {@code TANDEM_} one
 * @param prefix what the launcher is started through, such as {@code unshare}
 */
record TandemHome(Path folder, Map<String, String> environment, List<String> prefix) {
    static final Path ROOT = Path.of(System.getProperty("tandem.test.root"));

    static final String JVM_OPTIONS = "JDK_JAVA_OPTIONS";

    static {
        // A hundred starts follow; this halves the time of each, from when it is done.
        at(ROOT.resolve("local/target")).start("record-start");
    }

    static TandemHome at(Path folder) {
        return new TandemHome(
                folder,
                Map.of(
                        "TANDEM_HOME", folder.toString(),
                        "TANDEM_APP", ROOT.resolve("local/target/quarkus-app/quarkus-run.jar").toString(),
                        "JAVA_HOME", System.getProperty("java.home"),
                        // Most processes of the tests end before a second compiler pays off.
                        JVM_OPTIONS, "-XX:TieredStopAtLevel=1"),
                List.of());
    }

    TandemHome with(String variable, String value) {
        Map<String, String> changed = new LinkedHashMap<>(environment);
        changed.put(variable, value);
        return new TandemHome(folder, changed, prefix);
    }

    TandemHome through(String... command) {
        return new TandemHome(folder, environment, List.of(command));
    }

    /** Runs a command to its end. */
    Outcome run(Object... arguments) {
        try (TandemProcess process = start(arguments)) {
            return process.outcome();
        }
    }

    /** Starts a command. */
    TandemProcess start(Object... arguments) {
        List<String> command = new ArrayList<>(prefix);
        command.add(ROOT.resolve("tandem").toString());
        Arrays.stream(arguments).map(Object::toString).forEach(command::add);
        return TandemProcess.start(command, environment, ROOT);
    }

    /** The folder of the bucket in the embedded store. */
    Path bucket() {
        return folder.resolve("store/tandem");
    }
}
