package dev.tandem.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.tandem.core.error.ErrorCode;
import dev.tandem.core.error.TandemException;
import dev.tandem.core.json.Json;
import dev.tandem.core.model.Digest;
import dev.tandem.core.run.RunRecord;
import dev.tandem.core.run.RunStatus;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/** Following a run through a gateway that comes and goes. */
class RunFollowerTest {
    private static final Answer AWAY = new Answer(503, "");
    private static final Duration LONG = Duration.ofMinutes(5);

    private final Queue<Answer> answers = new ConcurrentLinkedQueue<>();
    private final StringWriter err = new StringWriter();
    private HttpServer gateway;

    private record Answer(int status, String body) {}

    @BeforeEach
    void start() throws IOException {
        gateway = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        gateway.createContext("/", this::answer);
        gateway.start();
    }

    @AfterEach
    void stop() {
        gateway.stop(0);
    }

    @Test
    void aGatewayThatStartsAgainIsWaitedFor() {
        told(event(RunStatus.RUNNING), AWAY, AWAY, AWAY, event(RunStatus.COMPLETED), status(RunStatus.COMPLETED));
        assertThat(follow(LONG).status()).isEqualTo(RunStatus.COMPLETED);
        assertThat(err.toString().lines()).satisfiesExactly(
                line -> assertThat(line).contains(address().toString(), "does not answer", "The run 'r' goes on without it", "300 s"),
                line -> assertThat(line).contains("answers again"));
    }

    @Test
    void oneThatWaitsForTheStoreItselfSaysSo() {
        Answer waiting = new Answer(503, Json.text(Map.of("code", "STORE_UNAVAILABLE", "message", "The store does not answer")));
        told(waiting, waiting, event(RunStatus.COMPLETED), status(RunStatus.COMPLETED));
        assertThat(follow(LONG).status()).isEqualTo(RunStatus.COMPLETED);
        assertThat(err.toString()).contains("answers with STORE_UNAVAILABLE").doesNotContain("does not answer");
    }

    @Test
    void oneThatComesAndGoesIsToldOfEachTime() {
        told(
                AWAY, AWAY, event(RunStatus.RUNNING), status(RunStatus.RUNNING),
                AWAY, AWAY, event(RunStatus.COMPLETED), status(RunStatus.COMPLETED));
        assertThat(follow(LONG).status()).isEqualTo(RunStatus.COMPLETED);
        assertThat(err.toString().lines()).hasSize(4);
    }

    @Test
    void oneThatStaysAwayEndsTheCommandWithWhatToDo() {
        gateway.stop(0);
        assertThatThrownBy(() -> follow(Duration.ofMillis(20)))
                .isInstanceOfSatisfying(TandemException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.SERVICE_UNAVAILABLE))
                .hasMessageContaining("run the same command again");
        assertThat(err.toString()).contains("does not answer").doesNotContain("answers again");
    }

    @Test
    void withoutPatienceNothingIsWaitedFor() {
        gateway.stop(0);
        assertThatThrownBy(() -> follow(Duration.ZERO)).isInstanceOf(TandemException.class);
        assertThat(err.toString()).isEmpty();
    }

    @Test
    void anAnswerThatNoPatienceCanChangeIsTheLast() {
        Answer refused = new Answer(404, Json.text(Map.of("code", "NOT_FOUND", "message", "There is no run 'r'")));
        told(refused, refused);
        assertThatThrownBy(() -> follow(LONG)).hasMessage("There is no run 'r'");
        assertThat(err.toString()).isEmpty();
    }

    @Test
    void statusFollowsWhenAskedTo() {
        told(event(RunStatus.RUNNING), status(RunStatus.RUNNING), event(RunStatus.CANCELLED), status(RunStatus.CANCELLED));
        StringWriter out = new StringWriter();
        CommandLine line = TandemCommand.line(null).setOut(new PrintWriter(out)).setErr(new PrintWriter(err));
        int exitCode = line.execute("status", "r", "--watch", "--patience", "0s", "--address", address().toString());
        assertThat(exitCode).as(err.toString()).isEqualTo(ExitCode.IN_PART);
        assertThat(out.toString()).contains("Run r: cancelled");
    }

    private RunRecord follow(Duration patience) {
        GatewayClient client = new GatewayClient(address(), Optional.empty());
        return new RunFollower(client, new ProgressView(new PrintWriter(err)), patience, Duration.ofMillis(1)).follow("r");
    }

    private URI address() {
        return URI.create("http://127.0.0.1:" + gateway.getAddress().getPort());
    }

    private void told(Answer... next) {
        answers.addAll(List.of(next));
    }

    private void answer(HttpExchange exchange) throws IOException {
        Answer next = answers.remove();
        byte[] body = next.body().getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(next.status(), body.length == 0 ? -1 : body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    private static Answer event(RunStatus status) {
        return new Answer(200, "data: " + json(status) + "\n\n");
    }

    private static Answer status(RunStatus status) {
        return new Answer(200, json(status));
    }

    private static String json(RunStatus status) {
        Digest digest = Digest.of("any");
        return Json.text(new RunRecord(
                RunRecord.FORMAT, "r", "tenant", "recipe", "recipe.yaml", digest, digest, status, "2026-01-01T00:00:00Z",
                Optional.empty(), Optional.empty(), List.of(), List.of(), Optional.empty(), List.of(), List.of()));
    }
}
