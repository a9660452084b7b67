package dev.tandem.core.inference;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.core.doctor.Finding;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A model server that is not as it should be is told, with what to do. */
class ModelServerCheckTest {
    private FakeModelServer server;

    @BeforeEach
    void start() {
        server = FakeModelServer.started();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void aServerWithItsModelsIsFine() {
        assertThat(check()).hasSize(1).noneMatch(Finding::fails);
    }

    @Test
    void aServerThatIsNotReadyIsTold() {
        server.serverReady = false;
        assertFails("not ready", "Start the model server");
    }

    @Test
    void aModelThatIsNotReadyIsTold() {
        server.modelReady = false;
        assertFails("model is not ready", "Start the model server");
    }

    @Test
    void aModelThatIsNotAsItsContractSaysIsTold() {
        server.metadata = server.metadata.toBuilder().clearOutputs().build();
        assertFails("outputs", "Deploy models/tiny");
    }

    @Test
    void aServerThatIsNotThereIsTold() {
        server.stop();
        assertFails("", "Start the model server");
    }

    private void assertFails(String found, String remedy) {
        assertThat(check()).singleElement().satisfies(finding -> {
            assertThat(finding.fails()).isTrue();
            assertThat(finding.found()).contains(found);
            assertThat(finding.setting()).hasValue("TANDEM_INFERENCE_ENDPOINT");
            assertThat(finding.remedy().orElseThrow()).contains(remedy);
        });
    }

    private List<Finding> check() {
        return ModelServerCheck.check(
                new Endpoint("fake", server.channel(), 1), FakeModelServer.contracts(), Duration.ofSeconds(5));
    }
}
