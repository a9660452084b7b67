package dev.tandem.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * Everything that {@code ./tandem up} starts, with images of the application that the build has made.
 *
 * @param client the command line as a client of the gateway
 */
record RunningCompose(TandemHome operator, TandemHome client) implements AutoCloseable {
    private static final String PORT = "18080";

    static RunningCompose start() {
        try {
            Path folder = Files.createTempDirectory("tandem-compose-");
            TandemHome operator = TandemHome.at(folder.resolve("home"))
                    .with("TANDEM_PORT", PORT)
                    .with("TANDEM_TEMPORAL_PORT", "17233")
                    .with("TANDEM_MINIO_PORT", "19000")
                    .with("TANDEM_OPERATORS", OwnOperator.into(folder.resolve("operators")).toString());
            run(operator, "images");
            run(operator, "up");
            return new RunningCompose(
                    operator, TandemHome.at(folder.resolve("client")).with("TANDEM_ADDRESS", "http://127.0.0.1:" + PORT));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        run(operator, "down", "--volumes");
    }

    /** SIGKILL for the container of a service. */
    void kill(String service) {
        docker("kill", container(service));
    }

    /** Starts a killed container, and waits until it calls itself healthy. */
    void startAgain(String service) {
        String container = container(service);
        docker("start", container);
        await().atMost(TandemProcess.PATIENCE)
                .pollInterval(Duration.ofMillis(250))
                .until(() -> docker("inspect", "-f", "{{.State.Health.Status}}", container).equals("healthy"));
    }

    /** Takes the keys of all results away, as if nothing had ever been computed. */
    void forgetResults() {
        docker("exec", container("minio"), "rm", "-rf", "/data/tandem/keys");
    }

    /** The HTTP status with which the process of a service answers. */
    String statusOf(String service, String path) {
        String request = "exec 3<>/dev/tcp/127.0.0.1/8080 && printf 'GET " + path
                + " HTTP/1.0\\r\\n\\r\\n' >&3 && head -1 <&3 | cut -d ' ' -f 2";
        return docker("exec", container(service), "bash", "-c", request);
    }

    /** The keys and passwords that were made for this installation. */
    List<String> secrets() {
        return Published.read(operator.folder().resolve("compose.env"))
                .lines()
                .map(line -> line.substring(line.indexOf('=') + 1))
                .toList();
    }

    /** All that a container has logged, errors included. */
    static String logs(String container) {
        return Commands.run(List.of("sh", "-c"), Map.of(), "docker logs " + container + " 2>&1");
    }

    static List<String> containers() {
        return docker("ps", "-aq", "--filter", "label=com.docker.compose.project=tandem").lines().toList();
    }

    private static String container(String service) {
        String id = docker(
                "ps", "-aq", "--filter", "label=com.docker.compose.project=tandem",
                "--filter", "label=com.docker.compose.service=" + service);
        assertThat(id).as("container of " + service).isNotEmpty();
        return id;
    }

    static String docker(String... arguments) {
        return Commands.run(List.of("docker"), Map.of(), arguments);
    }

    private static void run(TandemHome home, Object... arguments) {
        Outcome outcome = home.run(arguments);
        assertThat(outcome.exitCode()).as(outcome.text()).isZero();
    }
}
