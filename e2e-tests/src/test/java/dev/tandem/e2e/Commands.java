package dev.tandem.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Commands that are not ours, such as those of Docker and Kubernetes. */
final class Commands {
    private Commands() {}

    /** Runs a command that must end well, and returns what it printed. */
    static String run(List<String> command, Map<String, String> environment, String... arguments) {
        List<String> whole = Stream.concat(command.stream(), Arrays.stream(arguments)).toList();
        try (TandemProcess process = TandemProcess.start(whole, environment, TandemHome.ROOT)) {
            Outcome outcome = process.outcome();
            assertThat(outcome.exitCode()).as(whole + "\n" + outcome.text()).isZero();
            return outcome.out().strip();
        }
    }
}
