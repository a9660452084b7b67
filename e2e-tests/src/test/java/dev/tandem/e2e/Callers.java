package dev.tandem.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.tandem.proto.gateway.v1.GatewayServiceGrpc;
import dev.tandem.proto.gateway.v1.ListDatasetsRequest;
import io.grpc.ManagedChannel;
import io.grpc.ManagedChannelBuilder;
import io.grpc.Metadata;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.MetadataUtils;
import java.net.URI;
import java.nio.file.Path;
import java.util.function.Function;

/**
 * Callers of one gateway, each with a token: over REST, as the command does, and over gRPC.
 *
 * @param folder of the command
 * @param address of the gateway
 */
record Callers(Path folder, URI address) {

    void assertMayCall(String token) {
        Outcome outcome = client().with("TANDEM_TOKEN", token).run("runs", "--json");
        assertThat(outcome.exitCode()).as(outcome.text()).isZero();
        assertThat(grpc(token)).isEqualTo(Status.Code.OK);
    }

    void assertMayNotCall(String token) {
        Outcome outcome = client().with("TANDEM_TOKEN", token).run("runs", "--json");
        assertThat(outcome.exitCode()).isEqualTo(2);
        assertThat(outcome.err()).contains("UNAUTHENTICATED", "does not know the token").doesNotContain(token);
        assertThat(grpc(token)).isEqualTo(Status.Code.UNAUTHENTICATED);
    }

    /** The command, without a token. */
    TandemHome client() {
        return TandemHome.at(folder).with("TANDEM_ADDRESS", address.toString());
    }

    /** How a call over gRPC ends. */
    Status.Code grpc(String token) {
        return withGateway(token, gateway -> {
            StatusRuntimeException refused = catchThrowableOfType(
                    StatusRuntimeException.class, () -> gateway.listDatasets(ListDatasetsRequest.getDefaultInstance()));
            return refused == null ? Status.Code.OK : refused.getStatus().getCode();
        });
    }

    <T> T withGateway(String token, Function<GatewayServiceGrpc.GatewayServiceBlockingStub, T> calls) {
        ManagedChannel channel =
                ManagedChannelBuilder.forAddress(address.getHost(), address.getPort()).usePlaintext().build();
        try {
            Metadata headers = new Metadata();
            if (!token.isEmpty()) {
                headers.put(Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER), "Bearer " + token);
            }
            return calls.apply(GatewayServiceGrpc.newBlockingStub(channel)
                    .withInterceptors(MetadataUtils.newAttachHeadersInterceptor(headers)));
        } finally {
            channel.shutdownNow();
        }
    }
}
