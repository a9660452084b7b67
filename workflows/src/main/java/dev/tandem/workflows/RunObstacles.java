package dev.tandem.workflows;

import io.grpc.StatusRuntimeException;
import io.temporal.api.common.v1.WorkflowExecution;
import io.temporal.api.failure.v1.Failure;
import io.temporal.api.workflow.v1.PendingActivityInfo;
import io.temporal.api.workflow.v1.PendingChildExecutionInfo;
import io.temporal.api.workflowservice.v1.DescribeWorkflowExecutionRequest;
import io.temporal.api.workflowservice.v1.DescribeWorkflowExecutionResponse;
import io.temporal.client.WorkflowClient;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/** What a run waits for: the work that failed and is tried again. The run itself does not know, as it is only told of results. */
public final class RunObstacles {
    /** The first of them tell enough. */
    private static final int MOST = 5;

    private final WorkflowClient client;

    public RunObstacles(WorkflowClient client) {
        this.client = client;
    }

    /** A line for each kind of failure, with how much work it holds up; empty when nothing does, or the server does not say. */
    public List<String> of(String run) {
        TreeMap<String, Held> held = new TreeMap<>();
        try {
            DescribeWorkflowExecutionResponse described = describe(run);
            add(described, held);
            for (PendingChildExecutionInfo child : described.getPendingChildrenList()) {
                add(describe(child.getWorkflowId()), held);
            }
        } catch (StatusRuntimeException e) {
            return List.of();
        }
        return held.entrySet().stream().limit(MOST).map(entry -> entry.getValue().line(entry.getKey())).toList();
    }

    private record Held(int works, int attempt) {
        Held and(int other) {
            return new Held(works + 1, Math.max(attempt, other));
        }

        String line(String failure) {
            return failure + " (" + works + (works == 1 ? " piece" : " pieces") + " of work, attempt " + attempt + ")";
        }
    }

    private DescribeWorkflowExecutionResponse describe(String workflow) {
        return client.getWorkflowServiceStubs().blockingStub().describeWorkflowExecution(
                DescribeWorkflowExecutionRequest.newBuilder()
                        .setNamespace(client.getOptions().getNamespace())
                        .setExecution(WorkflowExecution.newBuilder().setWorkflowId(workflow))
                        .build());
    }

    private static void add(DescribeWorkflowExecutionResponse described, TreeMap<String, Held> held) {
        for (PendingActivityInfo activity : described.getPendingActivitiesList()) {
            if (activity.hasLastFailure()) {
                held.merge(text(activity.getLastFailure()), new Held(1, activity.getAttempt()), (a, b) -> a.and(b.attempt()));
            }
        }
    }

    /** The failure's code and message, or what the server says of a worker that was lost. */
    private static String text(Failure failure) {
        List<String> parts = new ArrayList<>();
        if (failure.hasApplicationFailureInfo()) {
            parts.add(failure.getApplicationFailureInfo().getType());
        }
        if (failure.hasTimeoutFailureInfo()) {
            parts.add("A worker that was at work is gone");
        }
        parts.add(failure.getMessage());
        return String.join(": ", parts);
    }
}
