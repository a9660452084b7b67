package dev.tandem.services.gateway;

import com.uber.m3.tally.RootScopeBuilder;
import com.uber.m3.util.Duration;
import dev.tandem.workflows.WorkflowClients;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.arc.DefaultBean;
import io.temporal.client.WorkflowClient;
import io.temporal.common.reporter.MicrometerClientStatsReporter;
import io.temporal.serviceclient.WorkflowServiceStubs;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/** The connection to the workflow server, unless the application brings its own. */
@ApplicationScoped
public class TemporalClient {
    private static final double REPORT_SECONDS = 10;

    @Produces
    @Singleton
    @DefaultBean
    WorkflowClient client(GatewayConfig config, MeterRegistry metrics) {
        WorkflowServiceStubs service = WorkflowServiceStubs.newServiceStubs(
                WorkflowServiceStubsOptions.newBuilder()
                        .setTarget(config.temporal())
                        .setMetricsScope(new RootScopeBuilder()
                                .reporter(new MicrometerClientStatsReporter(metrics))
                                .reportEvery(Duration.ofSeconds(REPORT_SECONDS)))
                        .build());
        return WorkflowClients.create(service, config.namespace());
    }

    void close(@Disposes WorkflowClient client) {
        client.getWorkflowServiceStubs().shutdownNow();
    }
}
