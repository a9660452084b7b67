package dev.tandem.core.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tandem.core.inference.ServedModels.State;
import dev.tandem.core.model.Digest;
import dev.tandem.core.store.ContentStore;
import dev.tandem.core.store.MemoryObjectStore;
import inference.ModelInferRequest;
import inference.ModelInferResponse;
import io.grpc.Status;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class VersionServingTest {
    private final FakeModelServer server = FakeModelServer.started();
    private final ModelRegistry registry = new ModelRegistry(new ContentStore(new MemoryObjectStore()));
    private final Digest one = add("one");
    private final Digest two = add("two");

    /** A server that takes files; what it answers is how long the name is by which it was asked. */
    VersionServingTest() {
        server.metadata = FakeModelServer.metadata("another");
        server.files.put("ours", FakeModelServer.metadata(contracts().contract("ours")));
        server.behaviour = (request, out) -> {
            out.onNext(FakeModelServer.add(
                    ModelInferResponse.newBuilder(), "y", new float[] {number(request)}, 1, 1).build());
            out.onCompleted();
        };
    }

    @AfterEach
    void stop() {
        server.close();
    }

    /** What a version answers with. */
    private int number(ModelInferRequest request) {
        return request.getModelName().endsWith(one.hex()) ? 1 : request.getModelName().endsWith(two.hex()) ? 2 : 0;
    }

    private Digest add(String weights) {
        return registry.add("""
                {"name": "ours", "task": "test", "inputs": [{"name": "x", "kind": "numbers", "type": "FP32", "shape": [2]}],
                 "outputs": [{"name": "y", "type": "FP32", "shape": [1], "meaning": "score"}],
                 "files": {"weights": {"path": "1/model.onnx", "sha256": "%s"}}, "max_batch": 4}
                """.formatted(Digest.of(weights.getBytes())).getBytes(), Map.of("1/model.onnx", weights.getBytes())).version();
    }

    private ModelContracts contracts() {
        return ModelContracts.load().with(registry);
    }

    private VersionServing serving() {
        return new VersionServing(
                new ModelServers(Map.of("one:8001", server.channel()), contracts(), InferenceParts.settings()), registry,
                InferenceParts.settings());
    }

    private static float ask(KServeInference client, String model) {
        return client.infer(model, List.of(new ModelRow(Map.of("numbers", ModelInput.Numbers.of(1, 2)))))
                .getFirst().output("y").values()[0];
    }

    private KServeInference client(ModelContracts contracts) {
        return InferenceParts.client(contracts, InferenceParts.settings(), InferenceListener.NONE, server);
    }

    @Test
    void aVersionIsLoadedOnceUnderANameOfItsOwn() {
        assertThat(serving().load(Map.of("ours", one), false)).containsExactly(new ServedModels("one:8001", State.LOADED, ""));
        assertThat(server.loads).singleElement().satisfies(load -> {
            assertThat(load.getModelName()).isEqualTo("ours@" + one);
            assertThat(load.getParametersOrThrow("config").getStringParam()).contains("\"name\":\"ours@" + one + "\"");
            assertThat(load.getParametersOrThrow("file:1/model.onnx").getBytesParam().toStringUtf8()).isEqualTo("one");
        });
        // Killed after it was done, and tried again.
        assertThat(serving().load(Map.of("ours", one), false)).extracting(ServedModels::state).containsExactly(State.LOADED);
        assertThat(server.loads).hasSize(1);
    }

    @Test
    void whoeverAsksForAVersionIsAnsweredByItWhateverTheNameStandsFor() {
        ModelContracts before = contracts().snapshot();
        assertThat(before.digest("ours")).isEqualTo(two);
        serving().load(Map.of("ours", one), false);
        serving().load(Map.of("ours", two), false);
        registry.point("ours", one);
        assertThat(ask(client(contracts()), "ours")).isEqualTo(1);
        // Contracts that are half a minute old.
        assertThat(ask(client(before), "ours")).isEqualTo(2);
        assertThat(ask(client(contracts()), "ours@" + two)).isEqualTo(2);
    }

    @Test
    void aServerWithThePlainNameAloneAnswersForItAndNeverForAVersion() {
        server.more.put("ours", server.files.get("ours"));
        assertThat(ask(client(contracts()), "ours")).isZero();
        assertThatThrownBy(() -> ask(client(contracts()), "ours@" + one)).hasMessageContaining("does not serve the model");
    }

    @Test
    void aVersionThatIsUnloadedUnderWayIsAskedUnderThePlainName() {
        serving().load(Map.of("ours", two), true);
        KServeInference client = client(contracts());
        assertThat(ask(client, "ours")).isEqualTo(2);
        server.more.remove("ours@" + two);
        FakeModelServer.Behaviour answers = server.behaviour;
        server.behaviour = (request, out) -> {
            if (number(request) == 0) {
                answers.answer(request, out);
            } else {
                out.onError(Status.NOT_FOUND.withDescription("unknown model").asRuntimeException());
            }
        };
        assertThat(ask(client, "ours")).isZero();
    }

    @Test
    void otherVersionsOfTheSameModelsAreUnloaded() {
        serving().load(Map.of("ours", one), false);
        serving().load(Map.of("ours", two), false);
        server.more.put("theirs@" + one, server.files.get("ours"));
        server.more.put("ours", server.files.get("ours"));
        serving().unloadOthers(List.of("ours"), List.of(two));
        assertThat(server.more.keySet()).containsExactlyInAnyOrder("ours", "ours@" + two, "theirs@" + one);
        serving().unloadOthers(List.of("ours"), List.of());
        assertThat(server.more.keySet()).containsExactlyInAnyOrder("ours", "theirs@" + one);
    }

    @Test
    void aServerThatTakesNoneIsNoFailureAndOneThatFailsIsOne() {
        server.loadFails = Optional.of(Status.UNAVAILABLE.withDescription(
                "explicit model load / unload is not allowed if polling is enabled"));
        assertThat(serving().load(Map.of("ours", one), false)).extracting(ServedModels::state).containsExactly(State.TAKES_NONE);
        server.loadFails = Optional.of(Status.UNIMPLEMENTED);
        assertThat(serving().load(Map.of("ours", one), false)).extracting(ServedModels::state).containsExactly(State.TAKES_NONE);
        server.loadFails = Optional.of(Status.INTERNAL.withDescription("out of memory"));
        assertThat(serving().load(Map.of("ours", one), false).getFirst().meaning())
                .isEqualTo("could not be loaded at one:8001: INTERNAL, out of memory");
        ModelServers none = new ModelServers(Map.of(), contracts(), InferenceParts.settings());
        assertThat(new VersionServing(none, registry, InferenceParts.settings()).load(Map.of("ours", one), false).getFirst().meaning())
                .isEqualTo("not loaded: no model server is set");
    }

    @Test
    void whatComesOutAsAnotherModelIsAFailure() {
        server.files.put("ours", FakeModelServer.metadata("tiny"));
        assertThat(serving().load(Map.of("ours", one), false).getFirst().meaning()).contains("could not be loaded", "has the inputs");
    }
}
