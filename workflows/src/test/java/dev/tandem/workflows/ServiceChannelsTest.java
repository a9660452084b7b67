package dev.tandem.workflows;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.grpc.EquivalentAddressGroup;
import io.grpc.ManagedChannel;
import io.grpc.NameResolver;
import io.grpc.NameResolverProvider;
import io.grpc.NameResolverRegistry;
import io.grpc.Server;
import io.grpc.ServerBuilder;
import io.grpc.Status;
import io.grpc.StatusOr;
import io.grpc.health.v1.HealthCheckRequest;
import io.grpc.health.v1.HealthCheckResponse;
import io.grpc.health.v1.HealthGrpc;
import io.grpc.stub.StreamObserver;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ServiceChannelsTest {
    private static final String NAME = "names-of-a-test:///service";

    private final Names names = new Names();
    private final CountingServer first = new CountingServer();
    private final CountingServer second = new CountingServer();

    @BeforeEach
    void register() {
        NameResolverRegistry.getDefaultRegistry().register(names);
    }

    @AfterEach
    void stop() {
        NameResolverRegistry.getDefaultRegistry().deregister(names);
        first.server.shutdownNow();
        second.server.shutdownNow();
    }

    @Test
    void callsAreSpreadOverAllProcessesOfAService() {
        names.ports.addAll(List.of(first.server.getPort(), second.server.getPort()));
        try (ServiceChannels channels = new ServiceChannels(ServiceChannels.Addresses.all(NAME), Map.of(), Duration.ofHours(1))) {
            ManagedChannel channel = channels.channel(NAME);
            await().until(() -> call(channel) && first.calls.get() > 3 && second.calls.get() > 3);
        }
    }

    @Test
    void newProcessOfAServiceGetsItsPart() {
        names.ports.add(first.server.getPort());
        try (ServiceChannels channels = new ServiceChannels(ServiceChannels.Addresses.all(NAME), Map.of(), Duration.ofMillis(100))) {
            ManagedChannel channel = channels.channel(NAME);
            assertThat(call(channel)).isTrue();
            names.ports.add(second.server.getPort());
            await().until(() -> call(channel) && second.calls.get() > 0);
        }
    }

    private static boolean call(ManagedChannel channel) {
        HealthGrpc.newBlockingStub(channel).check(HealthCheckRequest.getDefaultInstance());
        return true;
    }

    private static final class CountingServer extends HealthGrpc.HealthImplBase {
        private final AtomicInteger calls = new AtomicInteger();
        private final Server server;

        CountingServer() {
            try {
                server = ServerBuilder.forPort(0).addService(this).build().start();
            } catch (IOException e) {
                throw new java.io.UncheckedIOException(e);
            }
        }

        @Override
        public void check(HealthCheckRequest request, StreamObserver<HealthCheckResponse> answer) {
            calls.incrementAndGet();
            answer.onNext(HealthCheckResponse.getDefaultInstance());
            answer.onCompleted();
        }
    }

    /** One name, and the ports on this machine that it stands for. */
    private static final class Names extends NameResolverProvider {
        private final List<Integer> ports = new CopyOnWriteArrayList<>();

        @Override
        public NameResolver newNameResolver(URI target, NameResolver.Args args) {
            return new NameResolver() {
                @Override
                public String getServiceAuthority() {
                    return "localhost";
                }

                @Override
                public void start(Listener2 listener) {
                    List<EquivalentAddressGroup> groups = ports.stream()
                            .map(port -> new EquivalentAddressGroup(new InetSocketAddress("127.0.0.1", port)))
                            .toList();
                    Status status = listener.onResult2(
                            ResolutionResult.newBuilder().setAddressesOrError(StatusOr.fromValue(groups)).build());
                    assertThat(status.isOk()).isTrue();
                }

                @Override
                public void shutdown() {}
            };
        }

        @Override
        public String getDefaultScheme() {
            return "names-of-a-test";
        }

        @Override
        protected boolean isAvailable() {
            return true;
        }

        @Override
        protected int priority() {
            return 5;
        }
    }
}
