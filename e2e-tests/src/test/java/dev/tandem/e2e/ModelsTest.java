package dev.tandem.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.core.model.Digest;
import dev.tandem.proto.gateway.v1.CheckModelRequest;
import dev.tandem.proto.gateway.v1.ListModelsRequest;
import dev.tandem.proto.gateway.v1.ListedModel;
import dev.tandem.proto.gateway.v1.ModelServiceGrpc;
import dev.tandem.proto.gateway.v1.TryModelRequest;
import io.grpc.ManagedChannel;
import io.grpc.ManagedChannelBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Models are looked after over every interface. */
@OnSharedServer
class ModelsTest {
    @TempDir
    Path folder;

    private SharedServer.Running server;

    @BeforeEach
    void useTheSharedServer(SharedServer.Running running) {
        server = running;
    }

    @Test
    void modelsAreListedCheckedTriedLoadedAndUnloaded() {
        assertThat(succeed("models", "list").out()).contains("minilm", "text_embedding", "READY");
        assertThat(succeed("models", "check", "minilm").out()).contains("as its contract says");
        assertThat(succeed("models", "try", "minilm", "--text", "a cat").out()).contains("EMBEDDING (embedding, shape [384])");
        // A command line of this length brings ONNX Runtime down (1.29).
        assertThat(succeed("models", "try", "minilm", "--text", "a \"cat\"\n".repeat(1_000)).out()).contains("EMBEDDING");
        assertThat(succeed("models", "load", "minilm").out()).contains("loaded");
    }

    @Test
    void aModelThatWasAddedIsThereForAll() throws IOException {
        Path model = Files.createDirectories(folder.resolve("marks"));
        Files.writeString(model.resolve("tokenizer.json"), "{}");
        Files.writeString(model.resolve("contract.json"), """
                {"name": "marks", "task": "tokenizer", "files": {"tokenizer": {"path": "tokenizer.json", "sha256": "%s"}}}
                """.formatted(Digest.of("{}")));
        String version = succeed("models", "add", model, "--json").json().get("version").asText();
        assertThat(succeed("models", "list").out()).contains("marks", version.substring(0, 12), "store");
    }

    @Test
    void theSameIsAnsweredOverGrpc() {
        ManagedChannel channel = ManagedChannelBuilder.forAddress(server.address().getHost(), server.address().getPort())
                .usePlaintext().build();
        try {
            ModelServiceGrpc.ModelServiceBlockingStub models = ModelServiceGrpc.newBlockingStub(channel);
            assertThat(models.listModels(ListModelsRequest.getDefaultInstance()).getModelsList())
                    .extracting(ListedModel::getName).contains("minilm");
            assertThat(models.checkModel(CheckModelRequest.newBuilder().setName("minilm").build()).getFindingsList())
                    .allMatch(finding -> finding.getStatus().equals("OK"));
            assertThat(models.tryModel(TryModelRequest.newBuilder().setName("minilm").putTexts("text", "a cat").build())
                    .getOutputs(0).getValuesCount()).isEqualTo(384);
        } finally {
            channel.shutdownNow();
        }
    }

    private Outcome succeed(Object... arguments) {
        Outcome outcome = server.client().run(arguments);
        assertThat(outcome.exitCode()).as(outcome.text()).isZero();
        return outcome;
    }
}
