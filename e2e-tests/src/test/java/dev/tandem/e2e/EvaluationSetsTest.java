package dev.tandem.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.protobuf.ByteString;
import dev.tandem.core.explain.Explanation;
import dev.tandem.core.run.RunRecord;
import dev.tandem.core.run.RunStatus;
import dev.tandem.proto.gateway.v1.AddEvaluationSetRequest;
import dev.tandem.proto.gateway.v1.EvaluationServiceGrpc;
import dev.tandem.proto.gateway.v1.GetEvaluationSetRequest;
import dev.tandem.proto.gateway.v1.GetEvaluationSetResponse;
import dev.tandem.proto.gateway.v1.ListEvaluationSetsRequest;
import dev.tandem.proto.gateway.v1.NamedEvaluationSet;
import io.grpc.ManagedChannel;
import io.grpc.ManagedChannelBuilder;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Evaluation sets are added over every interface, and runs are kept free of them. */
@OnSharedServer
class EvaluationSetsTest {
    private static final String ANSWER = "a miller opened the old stone bridge with two grey donkeys and his daughter";
    private static final String ITEM = "{\"id\": \"q1\", \"query\": \"Who was it?\", \"label\": \"" + ANSWER + "\", \"source\": \"web\"}\n";

    @TempDir
    Path folder;

    private SharedServer.Running server;

    @BeforeEach
    void useTheSharedServer(SharedServer.Running running) {
        server = running;
    }

    @Test
    void aRunDropsWhatStandsInASetAndNamesTheItem() {
        Path file = Recipes.write(folder.resolve("quiz.jsonl"), ITEM);
        String version = succeed("eval-sets", "add", "quiz", file, "--leaf", "reasoning", "--slice", "source", "--json").json()
                .get("version").asText();
        assertThat(succeed("eval-sets", "list").out()).contains("reasoning", "source");
        assertThat(succeed("eval-sets", "show", "quiz").out()).contains("quiz@" + version, "q1", "Who was it?", "a miller", "{source=web}");

        Path rows = Recipes.write(
                folder.resolve("rows.jsonl"), "{\"text\": \"a good row\"}\n{\"text\": \"See: " + ANSWER + "!\"}\n");
        Path recipe = Recipes.stage(folder, "jsonl:", "decontaminate: {eval_sets: [quiz]}");
        RunRecord run = succeed("run", recipe, "--input", rows, "--output", folder.resolve("o"), "--json").run();
        assertThat(run.status()).isEqualTo(RunStatus.COMPLETED);
        assertThat(run.steps().get(1).reasons()).containsEntry("decontaminate: found in an evaluation set", 1L);
        Explanation.Verdict verdict = succeed("why", "rows.jsonl#2", "--run", run.run(), "--json").json(Explanation.class)
                .verdicts().getLast();
        assertThat(verdict.values()).containsEntry("eval_set", "quiz").containsEntry("eval_item", "q1");
        assertThat(verdict.parameters()).containsEntry("eval_sets", "[quiz@" + version + "]");
    }

    @Test
    void whatIsNoSetIsRefused() {
        GatewayCalls gateway = new GatewayCalls(server.address());
        String path = "/api/v1/eval-sets/bad";
        assertThat(gateway.put(path, (ITEM + "no json\n").getBytes()).text()).contains("INVALID_ARGUMENT", "Line 2", "not JSON");
        assertThat(gateway.put(path, new byte[0]).text()).contains("EMPTY_INPUT");
        assertThat(gateway.put(path, new byte[(32 << 20) + 1]).text()).contains("TOO_LARGE", "eval-sets.max-bytes");
        assertThat(gateway.put("/api/v1/eval-sets/a@b", ITEM.getBytes()).text()).contains("not a valid name");
        assertThat(gateway.get(path).status()).isEqualTo(404);
        String recipe = Published.read(Recipes.stage(folder, "jsonl:", "decontaminate: {eval_sets: [bad]}"));
        String input = gateway.input(Recipes.write(folder.resolve("rows.jsonl"), ITEM));
        assertThat(gateway.post("/api/v1/runs", Map.of("recipe", recipe, "file", "r.yaml", "input", input)).text())
                .contains("no evaluation set 'bad'");
    }

    @Test
    void restAndGrpcGiveTheSameAnswers() {
        ManagedChannel channel = ManagedChannelBuilder.forAddress(server.address().getHost(), server.address().getPort())
                .usePlaintext()
                .build();
        try {
            EvaluationServiceGrpc.EvaluationServiceBlockingStub sets = EvaluationServiceGrpc.newBlockingStub(channel);
            NamedEvaluationSet added = sets.addEvaluationSet(AddEvaluationSetRequest.newBuilder()
                            .setName("exam").setJsonl(ByteString.copyFromUtf8(ITEM)).setIdField("none")
                            .setLeaf("retrieval").addSliceFields("source").build())
                    .getSet();
            JsonNode again = new GatewayCalls(server.address())
                    .put("/api/v1/eval-sets/exam?id=none&leaf=retrieval&slice=source", ITEM.getBytes())
                    .json();

            assertThat(again.get("version").asText()).isEqualTo(added.getVersion());
            assertThat(again.get("leaf").asText()).isEqualTo(added.getLeaf()).isEqualTo("retrieval");
            assertThat(added.getSlicesList()).containsExactly("source");
            assertThat(again.get("added").asText()).isEqualTo(added.getAdded());
            assertThat(sets.listEvaluationSets(ListEvaluationSetsRequest.getDefaultInstance()).getSetsList()).contains(added);
            GetEvaluationSetResponse shown =
                    sets.getEvaluationSet(GetEvaluationSetRequest.newBuilder().setName("exam").setItems(3).build());
            assertThat(shown.getSet()).isEqualTo(added);
            assertThat(shown.getItemsList()).singleElement().satisfies(item -> {
                assertThat(item.getId()).isEqualTo("line 1");
                assertThat(item.getLabelsList()).containsExactly(ANSWER);
                assertThat(item.getSlicesMap()).containsEntry("source", "web");
            });
        } finally {
            channel.shutdownNow();
        }
    }

    private Outcome succeed(Object... command) {
        Outcome outcome = server.client().run(command);
        assertThat(outcome.exitCode()).as(outcome.text()).isZero();
        return outcome;
    }
}
