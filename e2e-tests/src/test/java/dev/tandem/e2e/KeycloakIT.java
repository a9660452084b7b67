package dev.tandem.e2e;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tandem.core.json.Json;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The gateway takes the tokens of a Keycloak, and of the right client of it only. */
class KeycloakIT {
    private static final String SECRET = "of-this-test-only";

    @TempDir
    Path folder;

    private final HttpClient http = HttpClient.newHttpClient();

    @Test
    void callersWithATokenOfKeycloakMayCall() throws IOException {
        Path keycloak = Path.of(System.getProperty("tandem.test.keycloak"));
        Path realm = Files.createDirectories(keycloak.resolve("data/import")).resolve("tandem.json");
        Files.writeString(realm, Json.text(realm()));
        int port = freePort();
        // Its scripts lose their mode when they are unpacked.
        List<String> start = List.of(
                "sh", keycloak.resolve("bin/kc.sh").toString(), "start-dev", "--import-realm",
                "--http-host=127.0.0.1", "--http-port=" + port);
        Map<String, String> environment = Map.of("JAVA_HOME", System.getProperty("java.home"), "JAVA_OPTS", "-Xmx512m");
        try (TandemProcess running = TandemProcess.start(start, environment, folder)) {
            URI issuer = URI.create("http://127.0.0.1:" + port + "/realms/tandem");
            running.line(line -> line.contains("Listening on"));
            TandemHome home = TandemHome.at(folder.resolve("home"))
                    .with("TANDEM_GATEWAY_ACCESS_MODE", "oidc")
                    .with("TANDEM_GATEWAY_ACCESS_ISSUER", issuer.toString())
                    .with("TANDEM_GATEWAY_ACCESS_AUDIENCE", "tandem");
            try (TandemProcess server = home.start("serve")) {
                Callers callers = new Callers(folder.resolve("client"), server.address());
                callers.assertMayCall(token(issuer, "for-tandem"));
                callers.assertMayNotCall(token(issuer, "for-another"));
            }
        }
    }

    /** A realm with a client whose tokens are meant for Tandem, and one whose are not. */
    private static Map<String, Object> realm() {
        List<Map<String, Object>> clients = List.of(client("for-tandem", "tandem"), client("for-another", "another"));
        return Map.of("realm", "tandem", "enabled", true, "clients", clients);
    }

    private static Map<String, Object> client(String name, String audience) {
        return Map.of(
                "clientId", name,
                "enabled", true,
                "secret", SECRET,
                "serviceAccountsEnabled", true,
                "standardFlowEnabled", false,
                "protocolMappers", List.of(Map.of(
                        "name", "audience",
                        "protocol", "openid-connect",
                        "protocolMapper", "oidc-audience-mapper",
                        "config", Map.of("included.custom.audience", audience, "access.token.claim", "true"))));
    }

    private String token(URI issuer, String client) {
        HttpRequest request = HttpRequest.newBuilder(URI.create(issuer + "/protocol/openid-connect/token"))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(
                        "grant_type=client_credentials&client_id=" + client + "&client_secret=" + SECRET))
                .build();
        return await().ignoreExceptionsInstanceOf(IOException.class)
                .until(
                        () -> {
                            String answer = http.send(request, HttpResponse.BodyHandlers.ofString()).body();
                            return Json.read(answer, JsonNode.class).path("access_token").asText();
                        },
                        found -> !found.isEmpty());
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
