package dev.tandem.local;

import dev.tandem.workflows.LateCancels;
import dev.tandem.workflows.WorkflowClients;
import io.temporal.client.WorkflowClient;
import io.temporal.serviceclient.WorkflowServiceStubs;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import io.temporal.testserver.TestServer;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.util.List;

/** A workflow server in this process, without a port. It keeps workflows in memory only. */
@ApplicationScoped
public class EmbeddedTemporal {

    @Produces
    @Singleton
    WorkflowClient client() {
        // With time skipping, the clock would run ahead of activities that are at work.
        boolean lockTimeSkipping = true;
        var channel = TestServer.createServer(lockTimeSkipping).getChannel();
        return WorkflowClients.create(
                WorkflowServiceStubs.newServiceStubs(
                        WorkflowServiceStubsOptions.newBuilder()
                                .setChannel(channel)
                                .setGrpcClientInterceptors(List.of(new LateCancels()))
                                .build()),
                "default");
    }
}
