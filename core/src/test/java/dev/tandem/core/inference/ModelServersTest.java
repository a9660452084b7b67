package dev.tandem.core.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.tandem.core.doctor.Finding;
import dev.tandem.core.error.TandemException;
import inference.RepositoryModelLoadRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ModelServersTest {
    private final FakeModelServer server = FakeModelServer.started();

    @AfterEach
    void stop() {
        server.close();
    }

    private static ModelExample example(float... expected) {
        List<Float> numbers = new ArrayList<>();
        for (float value : expected) {
            numbers.add(value);
        }
        return new ModelExample(
                Map.of("text", new ModelExample.Value(
                        Optional.of("a cat"), Optional.empty(), Optional.empty(), Optional.empty())),
                Map.of("EMBEDDING", numbers), 0.01);
    }

    private ModelServers servers(ModelExample... examples) {
        ModelContract contract = FakeModelServer.contract();
        return new ModelServers(
                Map.of("one:8001", server.channel()),
                ModelContracts.of(new ModelContract(
                        contract.name(), contract.task(), contract.description(), contract.inputs(), contract.outputs(),
                        contract.files(), contract.maxBatch(), 0, contract.license(), contract.source(), List.of(examples))),
                InferenceParts.settings());
    }

    @Test
    void aServerThatAnswersTheExamplesIsRight() {
        float[] right = FakeModelServer.vector("a cat");
        assertThat(servers(example(right[0], right[1])).check("tiny")).noneMatch(Finding::fails);
        assertThat(servers(example(right)).check("tiny"))
                .extracting(Finding::fails, Finding::check)
                .containsExactly(
                        tuple(false, "model tiny at one:8001"),
                        tuple(false, "examples of tiny at one:8001"));
    }

    @Test
    void anotherModelWithTheSameTensorsIsFoundOut() {
        float[] wrong = FakeModelServer.vector("a cat").clone();
        wrong[2] += 0.02f;
        Finding finding = servers(example(FakeModelServer.vector("a cat")), example(wrong)).check("tiny").getLast();
        assertThat(finding.fails()).isTrue();
        assertThat(finding.found()).contains("example 2", "EMBEDDING[2]", "within 0.01");
        assertThat(servers(example(1, 2, 3, 4, 5)).check("tiny").getLast().found()).contains("has 4 numbers, expected at least 5");
    }

    @Test
    void examplesAreNotAskedOfAServerThatIsNotReady() {
        server.modelReady = false;
        assertThat(servers(example(1)).check("tiny")).singleElement().satisfies(found -> assertThat(found.fails()).isTrue());
        assertThat(server.batches).isEmpty();
    }

    @Test
    void statesAreThoseThatServersTellOf() {
        assertThat(servers().states()).isEqualTo(Map.of("one:8001", Map.of("tiny", "READY")));
        server.stop();
        assertThat(servers().states()).isEqualTo(Map.of("one:8001", Map.of()));
    }

    @Test
    void modelsAreLoadedWithWhatIsSentAlongAndUnloaded() {
        assertThat(servers().load("tiny", Map.of("config", "{}".getBytes(), "file:1/model.onnx", new byte[] {1, 2})))
                .singleElement().satisfies(found -> assertThat(found.found()).isEqualTo("loaded"));
        RepositoryModelLoadRequest load = server.loads.getFirst();
        assertThat(load.getParametersOrThrow("config").getStringParam()).isEqualTo("{}");
        assertThat(load.getParametersOrThrow("file:1/model.onnx").getBytesParam().toByteArray()).containsExactly(1, 2);
        assertThat(servers().unload("tiny")).noneMatch(Finding::fails);
        assertThat(server.modelReady).isFalse();
    }

    @Test
    void aServerThatDoesNotHaveTheModelSaysSo() {
        server.metadata = FakeModelServer.metadata("another");
        assertThat(servers().load("tiny", Map.of())).singleElement().satisfies(found -> {
            assertThat(found.fails()).isTrue();
            assertThat(found.found()).contains("failed to poll");
            assertThat(found.remedy().orElseThrow()).contains("explicit");
        });
    }

    @Test
    void aConfigurationFollowsFromAContractOfNumbers() {
        ModelContract numbers = new ModelContract(
                "sum", "test", Optional.empty(),
                List.of(new InputSpec.Numbers("x", DataType.INT64, List.of(-1, 3), Optional.empty())),
                List.of(FakeModelServer.output("y", 2, 3)), Map.of(), 8, 0, Optional.empty(), Optional.empty(), List.of());
        assertThat(new String(TritonConfig.load(numbers, "sum", new byte[] {1}).get("config"))).contains(
                "\"data_type\":\"TYPE_INT64\"", "\"dims\":[-1,-1,3]", "\"dims\":[-1,2]", "\"max_batch_size\":0", "\"name\":\"sum\"");
        assertThatThrownBy(() -> TritonConfig.load(FakeModelServer.contract(), "tiny", new byte[0]))
                .isInstanceOf(TandemException.class)
                .hasMessageContaining("inputs are all numbers");
    }
}
