package dev.tandem.services.gateway.maintenance;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Timestamp;
import dev.tandem.core.doctor.Finding;
import dev.tandem.workflows.CurationWorkflow;
import dev.tandem.workflows.ServiceKind;
import dev.tandem.workflows.WorkflowClients;
import io.grpc.ManagedChannel;
import io.grpc.Server;
import io.grpc.Status;
import io.grpc.inprocess.InProcessChannelBuilder;
import io.grpc.inprocess.InProcessServerBuilder;
import io.grpc.stub.StreamObserver;
import io.temporal.api.taskqueue.v1.PollerInfo;
import io.temporal.api.workflowservice.v1.DescribeNamespaceRequest;
import io.temporal.api.workflowservice.v1.DescribeNamespaceResponse;
import io.temporal.api.workflowservice.v1.DescribeTaskQueueRequest;
import io.temporal.api.workflowservice.v1.DescribeTaskQueueResponse;
import io.temporal.api.workflowservice.v1.GetSystemInfoRequest;
import io.temporal.api.workflowservice.v1.GetSystemInfoResponse;
import io.temporal.api.workflowservice.v1.WorkflowServiceGrpc;
import io.temporal.serviceclient.WorkflowServiceStubs;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is said of a workflow server that is as it should be, and of others. */
class WorkflowServerCheckTest {
    /** That of the workflows, and one for each kind of service. */
    private static final int QUEUES = 1 + ServiceKind.values().length;

    private final FakeServer fake = new FakeServer();
    private Server server;
    private ManagedChannel channel;
    private WorkflowServiceStubs stubs;

    @BeforeEach
    void start() throws IOException {
        String name = "workflows-" + UUID.randomUUID();
        server = InProcessServerBuilder.forName(name).addService(fake).build().start();
        channel = InProcessChannelBuilder.forName(name).build();
        stubs = WorkflowServiceStubs.newServiceStubs(WorkflowServiceStubsOptions.newBuilder().setChannel(channel).build());
    }

    @AfterEach
    void stop() {
        stubs.shutdownNow();
        channel.shutdownNow();
        server.shutdownNow();
    }

    @Test
    void aServerWithWorkersIsFine() {
        assertThat(check()).hasSize(1 + QUEUES).noneMatch(Finding::fails);
    }

    @Test
    void aNamespaceThatIsNotThereIsTold() {
        fake.namespace = Optional.of(Status.NOT_FOUND);
        assertThat(check()).singleElement().satisfies(finding -> {
            assertThat(finding.setting()).hasValue("TANDEM_GATEWAY_NAMESPACE");
            assertThat(finding.remedy().orElseThrow()).contains("namespace create research");
        });
    }

    @Test
    void aServerThatDoesNotAnswerIsTold() {
        fake.namespace = Optional.of(Status.UNAVAILABLE);
        assertThat(check()).singleElement().satisfies(finding -> {
            assertThat(finding.setting()).hasValue("TANDEM_GATEWAY_TEMPORAL");
            assertThat(finding.found()).contains("temporal:7233");
        });
    }

    @Test
    void aQueueWithoutWorkersIsTold() {
        fake.withoutWorkers = CurationWorkflow.TASK_QUEUE;
        assertThat(check().stream().filter(Finding::fails)).singleElement().satisfies(finding ->
                assertThat(finding.setting()).hasValue("TANDEM_PROCESS_ROLES"));
    }

    @Test
    void workersThatAreGoneDoNotCount() {
        fake.lastAccess = Instant.now().minusSeconds(240);
        assertThat(check().stream().filter(Finding::fails)).hasSize(QUEUES);
    }

    @Test
    void workersOfAnotherVersionAreTold() {
        fake.identity = "tandem-0.0.1/7@host";
        assertThat(check().stream().filter(Finding::fails)).hasSize(QUEUES).allSatisfy(finding -> {
            assertThat(finding.setting()).hasValue("TANDEM_VERSION");
            assertThat(finding.found()).contains("7@host has version 0.0.1; the gateway has");
        });
    }

    @Test
    void aServerThatDoesNotTellOfWorkersIsFine() {
        fake.queues = Optional.of(Status.UNIMPLEMENTED);
        assertThat(check()).hasSize(2).noneMatch(Finding::fails);
    }

    private List<Finding> check() {
        return new WorkflowServerCheck(WorkflowClients.create(stubs, "research"), "temporal:7233").check();
    }

    /** Answers as Temporal does, or as a test wants. */
    private static final class FakeServer extends WorkflowServiceGrpc.WorkflowServiceImplBase {
        private Optional<Status> namespace = Optional.empty();
        private Optional<Status> queues = Optional.empty();
        private String withoutWorkers = "";
        private String identity = WorkflowClients.options("research").getIdentity();
        private Instant lastAccess = Instant.now();

        @Override
        public void getSystemInfo(GetSystemInfoRequest request, StreamObserver<GetSystemInfoResponse> out) {
            out.onNext(GetSystemInfoResponse.getDefaultInstance());
            out.onCompleted();
        }

        @Override
        public void describeNamespace(DescribeNamespaceRequest request, StreamObserver<DescribeNamespaceResponse> out) {
            answer(namespace, DescribeNamespaceResponse.getDefaultInstance(), out);
        }

        @Override
        public void describeTaskQueue(DescribeTaskQueueRequest request, StreamObserver<DescribeTaskQueueResponse> out) {
            DescribeTaskQueueResponse.Builder response = DescribeTaskQueueResponse.newBuilder();
            if (!request.getTaskQueue().getName().equals(withoutWorkers)) {
                response.addPollers(PollerInfo.newBuilder()
                        .setIdentity(identity)
                        .setLastAccessTime(Timestamp.newBuilder().setSeconds(lastAccess.getEpochSecond())));
            }
            answer(queues, response.build(), out);
        }

        private static <R> void answer(Optional<Status> failure, R response, StreamObserver<R> out) {
            if (failure.isPresent()) {
                out.onError(failure.get().asRuntimeException());
            } else {
                out.onNext(response);
                out.onCompleted();
            }
        }
    }
}
