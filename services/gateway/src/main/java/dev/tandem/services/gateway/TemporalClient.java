package dev.tandem.services.gateway;

import dev.tandem.workflows.WorkflowClients;
import io.quarkus.arc.DefaultBean;
import io.temporal.client.WorkflowClient;
import io.temporal.serviceclient.WorkflowServiceStubs;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/** The connection to the workflow server, unless the application brings its own. */
@ApplicationScoped
public class TemporalClient {

    @Produces
    @Singleton
    @DefaultBean
    WorkflowClient client(GatewayConfig config) {
        WorkflowServiceStubs service = WorkflowServiceStubs.newServiceStubs(
                WorkflowServiceStubsOptions.newBuilder().setTarget(config.temporal()).build());
        return WorkflowClients.create(service, config.namespace());
    }

    void close(@Disposes WorkflowClient client) {
        client.getWorkflowServiceStubs().shutdownNow();
    }
}
