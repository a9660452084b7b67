package dev.tandem.workflows;

import dev.tandem.core.json.Json;
import dev.tandem.core.version.TandemVersion;
import io.temporal.api.enums.v1.QueryRejectCondition;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowClientOptions;
import io.temporal.common.converter.DefaultDataConverter;
import io.temporal.common.converter.JacksonJsonPayloadConverter;
import io.temporal.serviceclient.WorkflowServiceStubs;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.Optional;

/** Clients that write payloads as the rest of Tandem writes JSON. */
public final class WorkflowClients {
    private static final String IDENTITY = "tandem-";

    private WorkflowClients() {}

    public static WorkflowClient create(WorkflowServiceStubs service, String namespace) {
        return WorkflowClient.newInstance(service, options(namespace));
    }

    /** What the workflow server calls this process: its version stands in it, for those who look whether all are the same. */
    private static String identity() {
        return IDENTITY + TandemVersion.current() + "/" + ManagementFactory.getRuntimeMXBean().getName();
    }

    /** The version of a process of Tandem by what the workflow server calls it; empty for any other. */
    public static Optional<String> version(String identity) {
        int end = identity.indexOf('/');
        return identity.startsWith(IDENTITY) && end > 0
                ? Optional.of(identity.substring(IDENTITY.length(), end))
                : Optional.empty();
    }

    public static WorkflowClientOptions options(String namespace) {
        return WorkflowClientOptions.newBuilder()
                .setNamespace(namespace)
                .setIdentity(identity())
                .setContextPropagators(List.of(new TracePropagator()))
                // What a workflow that was ended from outside says of itself is no longer true.
                .setQueryRejectCondition(QueryRejectCondition.QUERY_REJECT_CONDITION_NOT_OPEN)
                .setDataConverter(DefaultDataConverter.newDefaultInstance()
                        .withPayloadConverterOverrides(new JacksonJsonPayloadConverter(Json.mapper())))
                .build();
    }
}
