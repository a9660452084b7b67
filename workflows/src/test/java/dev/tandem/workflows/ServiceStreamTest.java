package dev.tandem.workflows;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.grpc.ManagedChannel;
import io.grpc.Server;
import io.grpc.health.v1.HealthCheckRequest;
import io.grpc.health.v1.HealthCheckResponse;
import io.grpc.health.v1.HealthGrpc;
import io.grpc.inprocess.InProcessChannelBuilder;
import io.grpc.inprocess.InProcessServerBuilder;
import io.grpc.stub.StreamObserver;
import io.temporal.activity.ActivityInterface;
import io.temporal.failure.ActivityFailure;
import io.temporal.failure.ApplicationFailure;
import io.temporal.testing.TestActivityEnvironment;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ServiceStreamTest {
    private static final String NAME = "silent";

    /** Something to call a service from. */
    @ActivityInterface
    public interface Calls {
        void call();
    }

    private Server server;
    private ManagedChannel channel;

    @BeforeEach
    void start() throws IOException {
        server = InProcessServerBuilder.forName(NAME).addService(new Silent()).build().start();
        channel = InProcessChannelBuilder.forName(NAME).build();
    }

    @AfterEach
    void stop() {
        channel.shutdownNow();
        server.shutdownNow();
    }

    @Test
    void serviceThatFallsSilentIsGivenUp() {
        TestActivityEnvironment environment = TestActivityEnvironment.newInstance();
        Calls calls = () -> ServiceStream.last(
                "filtering",
                () -> HealthGrpc.newBlockingStub(channel).watch(HealthCheckRequest.getDefaultInstance()),
                message -> 1,
                Duration.ofSeconds(1));
        environment.registerActivitiesImplementations(calls);
        assertThatThrownBy(() -> environment.newActivityStub(Calls.class).call())
                .isInstanceOf(ActivityFailure.class)
                .cause()
                .isInstanceOfSatisfying(ApplicationFailure.class, failure ->
                        assertThat(failure.getType()).isEqualTo("SERVICE_UNAVAILABLE"))
                .hasMessageContaining("'filtering' has told no progress for 1 seconds");
        environment.close();
    }

    /** Tells its state once, and nothing more. */
    private static final class Silent extends HealthGrpc.HealthImplBase {
        @Override
        public void watch(HealthCheckRequest request, StreamObserver<HealthCheckResponse> answer) {
            answer.onNext(HealthCheckResponse.getDefaultInstance());
        }
    }
}
