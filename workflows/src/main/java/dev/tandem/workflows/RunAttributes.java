package dev.tandem.workflows;

import dev.tandem.core.error.ErrorCode;
import dev.tandem.core.error.TandemException;
import dev.tandem.core.run.RunStatus;
import io.grpc.StatusRuntimeException;
import io.temporal.api.enums.v1.IndexedValueType;
import io.temporal.api.operatorservice.v1.AddSearchAttributesRequest;
import io.temporal.api.operatorservice.v1.ListSearchAttributesRequest;
import io.temporal.api.operatorservice.v1.OperatorServiceGrpc.OperatorServiceBlockingStub;
import io.temporal.client.WorkflowClient;
import io.temporal.common.SearchAttributeKey;
import io.temporal.common.SearchAttributes;
import io.temporal.serviceclient.OperatorServiceStubs;
import io.temporal.serviceclient.OperatorServiceStubsOptions;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Search attributes of a run: what the workflow server lists and counts runs by. */
public final class RunAttributes {
    static final SearchAttributeKey<String> TENANT = SearchAttributeKey.forKeyword("Tenant");
    static final SearchAttributeKey<String> RECIPE = SearchAttributeKey.forKeyword("Recipe");
    /** Name of the {@link RunStatus}. */
    static final SearchAttributeKey<String> STATE = SearchAttributeKey.forKeyword("State");
    /**
     * When the run was submitted, in milliseconds since 1970: the server's own start time is that of its newest history, and
     * not all of its databases compare fractions of a second.
     */
    static final SearchAttributeKey<Long> SUBMITTED = SearchAttributeKey.forLong("Submitted");

    private RunAttributes() {}

    /** Those of a run that is started. */
    public static SearchAttributes of(String tenant, String recipe, Instant submitted) {
        return of(tenant, recipe, submitted, RunStatus.RUNNING);
    }

    static SearchAttributes of(String tenant, String recipe, Instant submitted, RunStatus state) {
        return SearchAttributes.newBuilder()
                .set(TENANT, tenant)
                .set(RECIPE, recipe)
                .set(STATE, state.name())
                .set(SUBMITTED, submitted.toEpochMilli())
                .build();
    }

    /**
     * Makes the server know those that it does not know yet.
     *
     * @throws TandemException {@link ErrorCode#INVALID_ARGUMENT} where one is known as something else
     * @throws StatusRuntimeException where this client may not ask for, or add, search attributes
     */
    public static void register(WorkflowClient client) {
        String namespace = client.getOptions().getNamespace();
        OperatorServiceBlockingStub operator = OperatorServiceStubs.newServiceStubs(OperatorServiceStubsOptions.newBuilder()
                        .setChannel(client.getWorkflowServiceStubs().getRawChannel())
                        .validateAndBuildWithDefaults())
                .blockingStub();
        Map<String, IndexedValueType> known = operator.listSearchAttributes(
                        ListSearchAttributesRequest.newBuilder().setNamespace(namespace).build())
                .getCustomAttributesMap();
        Map<String, IndexedValueType> missing = new TreeMap<>();
        for (SearchAttributeKey<?> key : List.of(TENANT, RECIPE, STATE, SUBMITTED)) {
            IndexedValueType found = known.get(key.getName());
            if (found == null) {
                missing.put(key.getName(), key.getValueType());
            } else if (found != key.getValueType()) {
                throw new TandemException(ErrorCode.INVALID_ARGUMENT, "The search attribute '" + key.getName() + "' of namespace '"
                        + namespace + "' is " + found + ", expected " + key.getValueType()
                        + ". Use a namespace of Tandem's own, or tandem.gateway.run-index=bucket.");
            }
        }
        if (!missing.isEmpty()) {
            operator.addSearchAttributes(AddSearchAttributesRequest.newBuilder()
                    .setNamespace(namespace)
                    .putAllSearchAttributes(missing)
                    .build());
        }
    }
}
