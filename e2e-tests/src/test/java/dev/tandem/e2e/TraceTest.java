package dev.tandem.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.protobuf.ByteString;
import dev.tandem.core.json.Json;
import io.opentelemetry.proto.trace.v1.Span;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A command and all that is done for it make one trace, and what is logged meanwhile says where it belongs. */
class TraceTest {
    /** A name of a span of every part. */
    private static final List<String> PARTS = List.of(
            "tandem run",
            "POST /api/v1/runs",
            "Process",
            "filtering.v1.FilteringService/FilterShard",
            "store put",
            "inference.GRPCInferenceService/ModelInfer");

    @TempDir
    Path folder;

    @Test
    void commandIsOneTraceDownToTheStoreAndTheModel() throws IOException {
        Path input = PageSite.of(20, 3).zip(folder.resolve("site.zip"));
        Path recipe = Recipes.site(folder, "");
        try (Collector collector = new Collector()) {
            TandemHome home = TandemHome.at(folder.resolve("home")).with("OTEL_EXPORTER_OTLP_ENDPOINT", collector.address());
            try (TandemProcess server = home.start("serve")) {
                TandemHome client = home.with("TANDEM_ADDRESS", server.address().toString());
                Outcome outcome = client.run("run", recipe, "--input", input, "--output", folder.resolve("output"), "--json");
                assertThat(outcome.exitCode()).as(outcome.text()).isZero();

                Span command = await().until(() -> named(collector, "tandem run"), found -> found.size() == 1).getFirst();
                ByteString trace = command.getTraceId();
                await().untilAsserted(() -> assertThat(PARTS)
                        .allMatch(part -> of(collector, trace).stream().anyMatch(span -> span.getName().contains(part))));
                assertThat(command.getParentSpanId()).isEqualTo(ByteString.EMPTY);
                await().untilAsserted(() -> {
                    Set<ByteString> ids = of(collector, trace).stream().map(Span::getSpanId).collect(Collectors.toSet());
                    assertThat(of(collector, trace))
                            .filteredOn(span -> !span.equals(command))
                            .allMatch(span -> ids.contains(span.getParentSpanId()));
                });
                String run = outcome.run().run();
                List<JsonNode> lines = Files.readAllLines(home.folder().resolve("tandem.log")).stream()
                        .map(line -> Json.read(line, JsonNode.class))
                        .filter(line -> line.path("mdc").path("run").asText().equals(run))
                        .toList();
                assertThat(lines).anyMatch(line -> line.path("mdc").path("shard").asText().equals("0"));
            }
        }
    }

    private static List<Span> named(Collector collector, String name) {
        return collector.spans().stream().filter(span -> span.getName().equals(name)).toList();
    }

    private static List<Span> of(Collector collector, ByteString trace) {
        return collector.spans().stream().filter(span -> span.getTraceId().equals(trace)).toList();
    }
}
