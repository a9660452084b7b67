package dev.tandem.workflows;

import static org.awaitility.Awaitility.await;

import io.temporal.api.workflowservice.v1.DescribeNamespaceRequest;
import io.temporal.client.WorkflowClient;
import io.temporal.serviceclient.WorkflowServiceStubs;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.wait.strategy.Wait;
import org.testcontainers.utility.DockerImageName;

/** A real Temporal server. */
final class TemporalContainer implements AutoCloseable {
    private static final int PORT = 7233;

    private final GenericContainer<?> container;
    private final WorkflowServiceStubs service;

    /**
     * Starts the server.
     *
     * @param attributes search attributes that it knows from the start, as {@code Name=Type}
     */
    TemporalContainer(String... attributes) {
        List<String> command = new ArrayList<>(List.of("server", "start-dev", "--ip", "0.0.0.0"));
        for (String attribute : attributes) {
            command.addAll(List.of("--search-attribute", attribute));
        }
        container = new GenericContainer<>(DockerImageName.parse("temporalio/temporal:1.5"))
                .withCommand(command.toArray(String[]::new))
                .withExposedPorts(PORT)
                .waitingFor(Wait.forListeningPort());
        container.start();
        service = WorkflowServiceStubs.newServiceStubs(WorkflowServiceStubsOptions.newBuilder()
                .setTarget(container.getHost() + ":" + container.getMappedPort(PORT))
                .build());
        // It listens before it is healthy, and refuses calls until then.
        await().atMost(Duration.ofMinutes(2)).ignoreExceptions().until(() -> {
            service.blockingStub().describeNamespace(DescribeNamespaceRequest.newBuilder().setNamespace("default").build());
            return true;
        });
    }

    WorkflowClient client() {
        return WorkflowClients.create(service, "default");
    }

    @Override
    public void close() {
        service.shutdownNow();
        container.stop();
    }
}
