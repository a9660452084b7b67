package dev.tandem.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tandem.core.run.RunChange;
import dev.tandem.proto.gateway.v1.ChangeRunRequest;
import io.grpc.Status;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Collectors;
import java.util.stream.Stream;
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
            Callers callers = new Callers(folder.resolve("client"), server.address());
            callers.assertMayCall(TOKEN);
            callers.assertMayNotCall("a-token-that-nobody-has");
            assertThat(callers.client().run("runs").err()).contains("UNAUTHENTICATED", "TANDEM_TOKEN", "TANDEM_TOKEN_FILE");
            assertThat(callers.grpc("")).isEqualTo(Status.Code.UNAUTHENTICATED);

            changesStandUnderTheNameOfTheToken(callers);

            Path file = Recipes.write(folder.resolve("my-token"), TOKEN + "\n");
            assertThat(callers.client().with("TANDEM_TOKEN_FILE", file.toString()).run("runs").exitCode()).isZero();

            assertThat(logs(home)).contains("\"level\":\"DEBUG\"").doesNotContain(TOKEN);
        }
    }

    private static String logs(TandemHome home) throws IOException {
        try (Stream<Path> files = Files.list(home.folder())) {
            return files.filter(file -> file.getFileName().toString().startsWith("tandem.log"))
                    .map(Published::read)
                    .collect(Collectors.joining());
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
                Callers callers = new Callers(folder.resolve("client"), server.address());
                Duration hour = Duration.ofHours(1);
                callers.assertMayCall(issuer.token(issuer.address(), "tandem", hour));
                callers.assertMayNotCall(issuer.token(issuer.address(), "another", hour));
                callers.assertMayNotCall(issuer.token(issuer.address(), "tandem", hour.negated()));
                callers.assertMayNotCall(stranger.token(issuer.address(), "tandem", hour));
                callers.assertMayNotCall(issuer.token(stranger.address(), "tandem", hour));
                callers.assertMayNotCall(TOKEN);
            }
        }
    }

    private void changesStandUnderTheNameOfTheToken(Callers callers) {
        Path input = PageSite.of(300, 17).zip(folder.resolve("site.zip"));
        Path recipe = Recipes.reading(folder, "html", "shard_samples: 5, parallelism: 1");
        TandemHome ada = callers.client().with("TANDEM_TOKEN", TOKEN);
        try (TandemProcess ignored = ada.start("run", recipe, "--input", input, "--output", folder.resolve("output"))) {
            String run = await().atMost(TandemProcess.PATIENCE)
                    .until(() -> ada.run("runs", "--json").json().path(0).path("run").asText(), name -> !name.isEmpty());
            assertThat(ada.run("pause", run).exitCode()).isZero();
            callers.withGateway(TOKEN, gateway -> gateway.changeRun(
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
}
