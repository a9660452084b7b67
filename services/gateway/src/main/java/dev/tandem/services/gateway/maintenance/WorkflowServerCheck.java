package dev.tandem.services.gateway.maintenance;

import dev.tandem.core.doctor.Finding;
import dev.tandem.core.version.TandemVersion;
import dev.tandem.workflows.CurationWorkflow;
import dev.tandem.workflows.ServiceKind;
import dev.tandem.workflows.WorkflowClients;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.temporal.api.enums.v1.TaskQueueType;
import io.temporal.api.taskqueue.v1.PollerInfo;
import io.temporal.api.taskqueue.v1.TaskQueue;
import io.temporal.api.workflowservice.v1.DescribeNamespaceRequest;
import io.temporal.api.workflowservice.v1.DescribeTaskQueueRequest;
import io.temporal.api.workflowservice.v1.WorkflowServiceGrpc.WorkflowServiceBlockingStub;
import io.temporal.client.WorkflowClient;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;

/** Asks the workflow server for its namespace, and for the workers that ask it for work. */
final class WorkflowServerCheck {
    private static final long SECONDS = 10;

    /** A worker asks about once a minute; the server remembers those that are gone for five. */
    private static final Duration RECENT = Duration.ofMinutes(2);

    private final WorkflowServiceBlockingStub server;
    private final String namespace;
    private final String address;

    WorkflowServerCheck(WorkflowClient client, String address) {
        this.server = client.getWorkflowServiceStubs().blockingStub();
        this.namespace = client.getOptions().getNamespace();
        this.address = address;
    }

    List<Finding> check() {
        List<Finding> findings = new ArrayList<>();
        Finding reached = namespace();
        findings.add(reached);
        if (reached.fails()) {
            return findings;
        }
        try {
            queues().forEach((queue, type) -> findings.add(workers(queue, type)));
        } catch (StatusRuntimeException e) {
            findings.add(e.getStatus().getCode() == Status.Code.UNIMPLEMENTED
                    ? Finding.ok("workers", "this workflow server, that of the local mode, does not tell")
                    : Finding.failed("workers", "the workflow server does not say: " + e.getStatus(), "TANDEM_GATEWAY_TEMPORAL",
                            "Look into the log of Temporal's frontend."));
        }
        return findings;
    }

    private static Map<String, TaskQueueType> queues() {
        Map<String, TaskQueueType> queues = new LinkedHashMap<>();
        queues.put(CurationWorkflow.TASK_QUEUE, TaskQueueType.TASK_QUEUE_TYPE_WORKFLOW);
        for (ServiceKind kind : ServiceKind.values()) {
            queues.put(kind.taskQueue(), TaskQueueType.TASK_QUEUE_TYPE_ACTIVITY);
        }
        return queues;
    }

    private Finding namespace() {
        String check = "workflow server";
        try {
            server.withDeadlineAfter(SECONDS, TimeUnit.SECONDS)
                    .describeNamespace(DescribeNamespaceRequest.newBuilder().setNamespace(namespace).build());
            return Finding.ok(check, "it answers and has the namespace '" + namespace + "'");
        } catch (StatusRuntimeException e) {
            return switch (e.getStatus().getCode()) {
                case UNIMPLEMENTED -> Finding.ok(check, "it answers");
                case NOT_FOUND -> Finding.failed(check, "it has no namespace '" + namespace + "'", "TANDEM_GATEWAY_NAMESPACE",
                        "Make the namespace ('temporal operator namespace create " + namespace + "'), or name one that there is.");
                default -> Finding.failed(check, "it does not answer at " + address + ": " + e.getStatus().getCode(),
                        "TANDEM_GATEWAY_TEMPORAL", "Start Temporal, or correct its address: host:port of its frontend.");
            };
        }
    }

    private Finding workers(String queue, TaskQueueType type) {
        String check = "workers for '" + queue + "'";
        List<PollerInfo> workers = server.withDeadlineAfter(SECONDS, TimeUnit.SECONDS)
                .describeTaskQueue(DescribeTaskQueueRequest.newBuilder()
                        .setNamespace(namespace)
                        .setTaskQueue(TaskQueue.newBuilder().setName(queue))
                        .setTaskQueueType(type)
                        .build())
                .getPollersList()
                .stream()
                .filter(WorkflowServerCheck::isThere)
                .toList();
        if (workers.isEmpty()) {
            return Finding.failed(check, "there are none: runs would wait for ever", "TANDEM_PROCESS_ROLES",
                    "Start a process with the role 'worker', whose TANDEM_GATEWAY_TEMPORAL and TANDEM_GATEWAY_NAMESPACE are the"
                            + " gateway's, and whose TANDEM_PROCESS_WORKER_SHARDS_* leave no kind out.");
        }
        TreeSet<String> others = new TreeSet<>();
        for (PollerInfo worker : workers) {
            String version = WorkflowClients.version(worker.getIdentity()).orElse("unknown");
            if (!version.equals(TandemVersion.current())) {
                others.add(worker.getIdentity() + " has version " + version);
            }
        }
        return others.isEmpty()
                ? Finding.ok(check, workers.size() + ", version " + TandemVersion.current())
                : Finding.failed(check, String.join(", ", others) + "; the gateway has " + TandemVersion.current(),
                        "TANDEM_VERSION", "Run all parts in one version.");
    }

    private static boolean isThere(PollerInfo worker) {
        return Instant.ofEpochSecond(worker.getLastAccessTime().getSeconds()).isAfter(Instant.now().minus(RECENT));
    }
}
