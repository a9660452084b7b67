package dev.tandem.workflows;

import dev.tandem.core.json.Json;
import io.temporal.api.enums.v1.QueryRejectCondition;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowClientOptions;
import io.temporal.common.converter.DefaultDataConverter;
import io.temporal.common.converter.JacksonJsonPayloadConverter;
import io.temporal.serviceclient.WorkflowServiceStubs;

/** Clients that write payloads as the rest of Tandem writes JSON. */
public final class WorkflowClients {
    private WorkflowClients() {}

    public static WorkflowClient create(WorkflowServiceStubs service, String namespace) {
        return WorkflowClient.newInstance(service, options(namespace));
    }

    public static WorkflowClientOptions options(String namespace) {
        return WorkflowClientOptions.newBuilder()
                .setNamespace(namespace)
                // What a workflow that was ended from outside says of itself is no longer true.
                .setQueryRejectCondition(QueryRejectCondition.QUERY_REJECT_CONDITION_NOT_OPEN)
                .setDataConverter(DefaultDataConverter.newDefaultInstance()
                        .withPayloadConverterOverrides(new JacksonJsonPayloadConverter(Json.mapper())))
                .build();
    }
}
