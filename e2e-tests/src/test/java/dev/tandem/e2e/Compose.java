package dev.tandem.e2e;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Looks into the containers that `./tandem up` started. */
final class Compose {
    private Compose() {}

    /** The HTTP status that a container gives itself for each path. */
    static Map<String, String> statusOf(Path folder, String service, String... paths) {
        Map<String, String> statuses = new LinkedHashMap<>();
        for (String path : paths) {
            String request = "exec 3<>/dev/tcp/127.0.0.1/8080 && printf 'GET " + path
                    + " HTTP/1.0\\r\\n\\r\\n' >&3 && head -1 <&3 | cut -d ' ' -f 2";
            List<String> command = List.of("docker", "exec", "tandem_" + service + "_1", "bash", "-c", request);
            try (TandemProcess process = TandemProcess.start(command, Map.of(), folder)) {
                statuses.put(path, process.outcome().out().strip());
            }
        }
        return statuses;
    }
}
