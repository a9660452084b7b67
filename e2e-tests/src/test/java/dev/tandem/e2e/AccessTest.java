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
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who may call a gateway: over REST, as the command does, and over gRPC. */
class AccessTest {
    private static final String TOKEN = "a-token-that-only-ada-has";

    @TempDir
    Path folder;

    @Test
    void callersWithATokenOfTheFileMayCall() {
        Path tokens = Recipes.write(folder.resolve("tokens"), "ada " + TOKEN + "\n");
        TandemHome home = TandemHome.at(folder.resolve("home"))
                .with("TANDEM_GATEWAY_ACCESS_MODE", "tokens")
                .with("TANDEM_GATEWAY_ACCESS_TOKENS_FILE", tokens.toString());
        try (TandemProcess server = home.start("serve")) {
            URI address = address(server);
            assertMayCall(address, TOKEN);
            assertMayNotCall(address, "a-token-that-nobody-has", "does not know the token");
            assertThat(client(address).run("runs").err()).contains("UNAUTHENTICATED", "TANDEM_TOKEN", "TANDEM_TOKEN_FILE");
            assertThat(grpc(address, "")).isEqualTo(Status.Code.UNAUTHENTICATED);

            Path file = Recipes.write(folder.resolve("my-token"), TOKEN + "\n");
            assertThat(client(address).with("TANDEM_TOKEN_FILE", file.toString()).run("runs").exitCode()).isZero();
        }
    }

    @Test
    void callersWithATokenOfTheIssuerMayCall() {
        try (Issuer issuer = new Issuer(); Issuer stranger = new Issuer()) {
            TandemHome home = TandemHome.at(folder.resolve("home"))
                    .with("TANDEM_GATEWAY_ACCESS_MODE", "oidc")
                    .with("TANDEM_GATEWAY_ACCESS_ISSUER", issuer.address())
                    .with("TANDEM_GATEWAY_ACCESS_AUDIENCE", "tandem");
            try (TandemProcess server = home.start("serve")) {
                URI address = address(server);
                Duration hour = Duration.ofHours(1);
                assertMayCall(address, issuer.token(issuer.address(), "tandem", hour));
                String refused = "does not know the token";
                assertMayNotCall(address, issuer.token(issuer.address(), "another", hour), refused);
                assertMayNotCall(address, issuer.token(issuer.address(), "tandem", hour.negated()), refused);
                assertMayNotCall(address, stranger.token(issuer.address(), "tandem", hour), refused);
                assertMayNotCall(address, issuer.token(stranger.address(), "tandem", hour), refused);
                assertMayNotCall(address, TOKEN, refused);
            }
        }
    }

    private void assertMayCall(URI address, String token) {
        Outcome outcome = client(address).with("TANDEM_TOKEN", token).run("runs", "--json");
        assertThat(outcome.exitCode()).as(outcome.text()).isZero();
        assertThat(grpc(address, token)).isEqualTo(Status.Code.OK);
    }

    private void assertMayNotCall(URI address, String token, String told) {
        Outcome outcome = client(address).with("TANDEM_TOKEN", token).run("runs", "--json");
        assertThat(outcome.exitCode()).isEqualTo(2);
        assertThat(outcome.err()).contains("UNAUTHENTICATED", told).doesNotContain(token);
        assertThat(grpc(address, token)).isEqualTo(Status.Code.UNAUTHENTICATED);
    }

    private TandemHome client(URI address) {
        return TandemHome.at(folder.resolve("client")).with("TANDEM_ADDRESS", address.toString());
    }

    private static URI address(TandemProcess server) {
        return URI.create(server.line(line -> line.contains("listens at")).replaceAll(".*(http://[0-9.:]+[0-9]) .*", "$1"));
    }

    private static Status.Code grpc(URI address, String token) {
        ManagedChannel channel =
                ManagedChannelBuilder.forAddress(address.getHost(), address.getPort()).usePlaintext().build();
        try {
            Metadata headers = new Metadata();
            if (!token.isEmpty()) {
                headers.put(Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER), "Bearer " + token);
            }
            GatewayServiceGrpc.GatewayServiceBlockingStub gateway = GatewayServiceGrpc.newBlockingStub(channel)
                    .withInterceptors(MetadataUtils.newAttachHeadersInterceptor(headers));
            StatusRuntimeException refused = catchThrowableOfType(
                    StatusRuntimeException.class, () -> gateway.listDatasets(ListDatasetsRequest.getDefaultInstance()));
            return refused == null ? Status.Code.OK : refused.getStatus().getCode();
        } finally {
            channel.shutdownNow();
        }
    }
}
