package dev.tandem.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import dev.tandem.core.run.RunChange;
import dev.tandem.proto.gateway.v1.ChangeRunRequest;
import dev.tandem.proto.gateway.v1.GatewayServiceGrpc;
import dev.tandem.proto.gateway.v1.ListDatasetsRequest;
import io.grpc.ManagedChannel;
import io.grpc.ManagedChannelBuilder;
import io.grpc.Metadata;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.MetadataUtils;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who may call a gateway: over REST, as the command does, and over gRPC. */
class AccessTest {
    private static final String TOKEN = "a-token-that-only-ada-has";

    @TempDir
    Path folder;

    @Test
    void callersWithATokenOfTheFileMayCall() throws IOException {
        Path tokens = Recipes.write(folder.resolve("tokens"), "ada " + TOKEN + "\n");
        TandemHome home = TandemHome.at(folder.resolve("home"))
                .with("TANDEM_GATEWAY_ACCESS_MODE", "tokens")
                .with("TANDEM_GATEWAY_ACCESS_TOKENS_FILE", tokens.toString())
                .with("QUARKUS_LOG_LEVEL", "DEBUG")
                .with("QUARKUS_LOG_FILE_LEVEL", "DEBUG");
        try (TandemProcess server = home.start("serve")) {
            URI address = server.address();
            assertMayCall(address, TOKEN);
            assertMayNotCall(address, "a-token-that-nobody-has", "does not know the token");
            assertThat(client(address).run("runs").err()).contains("UNAUTHENTICATED", "TANDEM_TOKEN", "TANDEM_TOKEN_FILE");
            assertThat(grpc(address, "")).isEqualTo(Status.Code.UNAUTHENTICATED);

            changesStandUnderTheNameOfTheToken(address);

            Path file = Recipes.write(folder.resolve("my-token"), TOKEN + "\n");
            assertThat(client(address).with("TANDEM_TOKEN_FILE", file.toString()).run("runs").exitCode()).isZero();

            String log = Files.readString(home.folder().resolve("tandem.log"));
            assertThat(log).contains("\"level\":\"DEBUG\"").doesNotContain(TOKEN);
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
                URI address = server.address();
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

    private void changesStandUnderTheNameOfTheToken(URI address) {
        Path input = PageSite.of(300, 17).zip(folder.resolve("site.zip"));
        Path recipe = Recipes.reading(folder, "html", "shard_samples: 5, parallelism: 1");
        TandemHome ada = client(address).with("TANDEM_TOKEN", TOKEN);
        try (TandemProcess ignored = ada.start("run", recipe, "--input", input, "--output", folder.resolve("output"))) {
            String run = await().atMost(TandemProcess.PATIENCE)
                    .until(() -> ada.run("runs", "--json").json().path(0).path("run").asText(), name -> !name.isEmpty());
            assertThat(ada.run("pause", run).exitCode()).isZero();
            withGateway(address, TOKEN, gateway -> gateway.changeRun(
                    ChangeRunRequest.newBuilder().setRun(run).setConcurrency(2).setBy("somebody else").build()));
            assertThat(ada.run("status", run, "--json").run().changes())
                    .extracting(RunChange::by)
                    .containsExactly("ada", "ada");
            assertThat(ada.run("resume", run).exitCode()).isZero();
            await().atMost(TandemProcess.PATIENCE)
                    .until(() -> ada.run("status", run, "--json").run().steps().getFirst().done() > 0);
            assertThat(ada.run("cancel", run).exitCode()).isZero();
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

    private static Status.Code grpc(URI address, String token) {
        return withGateway(address, token, gateway -> {
            StatusRuntimeException refused = catchThrowableOfType(
                    StatusRuntimeException.class, () -> gateway.listDatasets(ListDatasetsRequest.getDefaultInstance()));
            return refused == null ? Status.Code.OK : refused.getStatus().getCode();
        });
    }

    private static <T> T withGateway(
            URI address, String token, Function<GatewayServiceGrpc.GatewayServiceBlockingStub, T> calls) {
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
