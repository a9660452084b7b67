package dev.tandem.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.tandem.core.calibration.Calibration;
import dev.tandem.core.calibration.Calibration.Better;
import dev.tandem.core.calibration.Calibration.FeatureCurve;
import dev.tandem.core.calibration.Calibration.Point;
import dev.tandem.core.calibration.Calibration.Proposal;
import dev.tandem.core.calibration.Interval;
import dev.tandem.core.json.Json;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** What {@code calibrate} asks of a gateway, and what it prints of the answer. */
class CalibrateCommandTest {
    private static final Point AT = new Point(0.28, 40, 37, 0.925, new Interval(0.8, 0.97), 0.74, 7_000);
    private static final FeatureCurve CLIP = new FeatureCurve(
            "scored", "clip_score.similarity", Better.HIGHER, 50, 50, 0.9, new Interval(0.82, 0.95), 12_345,
            List.of(new Point(0.1, 100, 50, 0.5, new Interval(0.4, 0.6), 1, 12_345), AT),
            Optional.of(new Proposal(
                    AT, new Interval(0.2512345, 0.33), 0.99, List.of("- threshold: {feature: clip_score.similarity, threshold: 0.28}"))));
    private static final FeatureCurve WORDS = new FeatureCurve(
            "scored", "words.num_words", Better.LOWER, 50, 50, 0.55, new Interval(0.44, 0.65), 12_345,
            List.of(new Point(1_234_567, 100, 50, 0.5, new Interval(0.4, 0.6), 1, 12_345)), Optional.empty());

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private HttpServer gateway;
    private String asked;

    @TempDir
    private Path folder;

    @BeforeEach
    void start() throws IOException {
        gateway = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        gateway.createContext("/api/v1/runs/r/calibrate", this::answer);
        gateway.start();
    }

    @AfterEach
    void stop() {
        gateway.stop(0);
    }

    private void answer(HttpExchange exchange) throws IOException {
        asked = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        byte[] answer = Json.bytes(new Calibration(
                "r", 50, 50, 2, List.of("x", "y"), 0.9, List.of(CLIP, WORDS), Optional.empty(), List.of("faces.count: no values")));
        exchange.sendResponseHeaders(200, answer.length);
        exchange.getResponseBody().write(answer);
        exchange.close();
    }

    private int run(String... more) throws IOException {
        Path labels = folder.resolve("labels.jsonl");
        Files.writeString(labels, "{\"source\": \"a\", \"label\": 1}");
        CommandLine line = TandemCommand.line(null).setOut(new PrintWriter(out)).setErr(new PrintWriter(err));
        String address = "http://" + gateway.getAddress().getHostString() + ":" + gateway.getAddress().getPort();
        String[] all = {"calibrate", "r", "--address", address, "--labels", labels.toString()};
        return line.execute(Stream.of(all, more).flatMap(Arrays::stream).toArray(String[]::new));
    }

    @Test
    void curvesAndTheRecipesLineArePrinted() throws IOException {
        Path page = folder.resolve("curves.html");
        assertThat(run("--precision", "0.9", "--html", page.toString())).as(err.toString()).isZero();
        assertThat(Json.read(asked, Map.class))
                .containsEntry("labels", "{\"source\": \"a\", \"label\": 1}")
                .containsEntry("precision", 0.9);
        assertThat(out.toString())
                .contains("50 good and 50 bad", "2 labels name no sample of it: x, y", "Nothing is said of faces.count: no values.")
                .contains(">= 0.28", "0.251235 to 0.33", "7,000 of 12,345", "0.440 to 0.650 chance", "<= 1.23457e+06")
                .contains("      - threshold: {feature: clip_score.similarity, threshold: 0.28}")
                .contains("In 0.010 of the draws no threshold had the precision")
                .contains("No threshold keeps at least five labelled samples of which 0.900 are good.");
        assertThat(page).content().contains("<polyline", "clip_score.similarity");
    }

    @Test
    void jsonIsTheGatewaysAnswer() throws IOException {
        assertThat(run("--json")).isZero();
        assertThat(Json.read(out.toString(), Calibration.class).features()).containsExactly(CLIP, WORDS);
    }
}
