package dev.tandem.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.tandem.core.doctor.Finding;
import dev.tandem.core.json.Json;
import dev.tandem.core.model.Digest;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/** What {@code models} asks of a gateway, and what it prints of the answers. */
class ModelsCommandTest {
    private final StringWriter out = new StringWriter();
    private final List<String> asked = new ArrayList<>();
    private List<GatewayClient.ListedModel> listed = List.of();
    private HttpServer gateway;

    @BeforeEach
    void start() throws IOException {
        gateway = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        gateway.createContext("/api/v1/models", this::answer);
        gateway.start();
    }

    @AfterEach
    void stop() {
        gateway.stop(0);
    }

    private void answer(HttpExchange exchange) throws IOException {
        exchange.getRequestBody().readAllBytes();
        String path = exchange.getRequestURI().getPath().replaceFirst("/api/v1/models/?", "");
        asked.add(path);
        byte[] answer = Json.bytes(path.isEmpty() ? listed : path.endsWith("/try")
                ? List.of(new GatewayClient.TriedOutput("OUT", "embedding", List.of(3), List.of(-0.0002f, 1f, 0f), List.of(), ""))
                : List.of(Finding.ok(path, "as its contract says")));
        exchange.sendResponseHeaders(200, answer.length);
        exchange.getResponseBody().write(answer);
        exchange.close();
    }

    private static GatewayClient.ListedModel model(String name, List<String> outputs, Map<String, String> servers) {
        return new GatewayClient.ListedModel(
                name, "any", Digest.of(name), "FOLDER", Optional.empty(), Optional.empty(), List.of("text"), outputs, servers);
    }

    private String succeed(String... arguments) {
        CommandLine line = TandemCommand.line(null).setOut(new PrintWriter(out)).setErr(new PrintWriter(out));
        String address = "http://" + gateway.getAddress().getHostString() + ":" + gateway.getAddress().getPort();
        String[] all = Stream.of(new String[] {"models"}, arguments, new String[] {"--address", address})
                .flatMap(Arrays::stream).toArray(String[]::new);
        assertThat(line.execute(all)).as(out.toString()).isZero();
        return out.toString();
    }

    @Test
    void withoutNamesThoseAreCheckedThatSomeServerHas() {
        listed = List.of(
                model("here", List.of("OUT"), Map.of("a:1", "UNAVAILABLE", "b:1", "READY")),
                model("nowhere", List.of("OUT"), Map.of("a:1", "UNAVAILABLE", "b:1", "UNAVAILABLE")),
                model("unknown", List.of("OUT"), Map.of()),
                model("file", List.of(), Map.of()));
        assertThat(succeed("check")).contains("Left out, as no server has them: nowhere, unknown.", "here/check: as its contract says");
        assertThat(asked).containsExactly("", "here/check");
    }

    @Test
    void whereNoServerHasAnyAllAreChecked() {
        listed = List.of(model("one", List.of("OUT"), Map.of("a:1", "UNAVAILABLE")), model("other", List.of("OUT"), Map.of()));
        assertThat(succeed("check")).doesNotContain("Left out");
        assertThat(asked).containsExactly("", "one/check", "other/check");
    }

    @Test
    void numbersArePrintedWithoutExponents() {
        assertThat(succeed("try", "here", "--text", "a")).contains("OUT (embedding, shape [3])", "  -0.0002  1  0\n");
        assertThat(asked).containsExactly("here/try");
    }
}
