package dev.tandem.services.gateway.maintenance;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.tandem.core.doctor.Finding;
import dev.tandem.core.model.Digest;
import dev.tandem.core.version.TandemVersion;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is said of services that answer, that do not, and that are something else. */
class ServiceCheckTest {
    private static final Digest OPERATORS = Digest.of("operators of the gateway");

    private HttpServer server;
    private int status = 200;
    private String health = "";

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/q/health/ready", exchange -> {
            byte[] body = health.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(status, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void aServiceThatIsReadyIsFine() {
        health = health("UP", "UP", "", TandemVersion.current());
        assertThat(check().fails()).isFalse();
        assertThat(check().found()).contains(TandemVersion.current());
    }

    @Test
    void aServiceWithoutItsStoreNamesItsKeys() {
        status = 503;
        health = health("DOWN", "DOWN", "Access Denied", TandemVersion.current());
        assertThat(check().setting()).hasValue("TANDEM_STORE_SECRET_KEY");
        assertThat(check().found()).contains("Access Denied");
    }

    @Test
    void aServiceOfAnotherVersionIsTold() {
        health = health("UP", "UP", "", "0.0.1");
        assertThat(check().setting()).hasValue("TANDEM_VERSION");
        assertThat(check().found()).contains("0.0.1");
    }

    @Test
    void aServiceWithOtherOperatorsIsTold() {
        health = health("UP", "UP", "", TandemVersion.current()).replace("\"data\": {\"version", "\"data\": {\"operators\": \""
                + Digest.of("others") + "\", \"version");
        assertThat(check().setting()).hasValue("TANDEM_OPERATORS_FOLDER");
        health = health.replace(Digest.of("others").hex(), OPERATORS.hex());
        assertThat(check().fails()).isFalse();
    }

    @Test
    void somethingElseAtTheAddressIsTold() {
        health = "<html>";
        assertThat(check().setting()).hasValue("TANDEM_PROCESS_SERVICES_DEDUP");
    }

    @Test
    void aServiceThatDoesNotAnswerIsTold() {
        server.stop(0);
        assertThat(check().setting()).hasValue("TANDEM_PROCESS_SERVICES_DEDUP");
        assertThat(check().found()).contains("does not answer");
    }

    @Test
    void everyProcessOfAServiceIsLookedAt() throws IOException {
        List<InetAddress> hosts = List.of(
                InetAddress.getByName("10.0.0.2"), InetAddress.getByName("10.0.0.1"), InetAddress.getByName("fd00::1"));
        assertThat(ServiceCheck.processes("dedup:8080", hosts)).isEqualTo(Map.of(
                "dedup:8080 (10.0.0.1)", "10.0.0.1:8080", "dedup:8080 (10.0.0.2)", "10.0.0.2:8080"));
        assertThat(ServiceCheck.processes("dedup:8080", hosts.subList(0, 1))).isEqualTo(Map.of("dedup:8080", "dedup:8080"));
        assertThat(ServiceCheck.processes("dedup:8080", List.of(
                        InetAddress.getByName("fd00::1"), InetAddress.getByName("fd00::2"))).values())
                .contains("[fd00:0:0:0:0:0:0:1]:8080");
    }

    private Finding check() {
        String address = "127.0.0.1:" + server.getAddress().getPort();
        return ServiceCheck.check(Map.of("dedup", address), OPERATORS, Duration.ofSeconds(5)).getFirst();
    }

    private static String health(String status, String store, String error, String version) {
        return """
                {"status": "%s", "checks": [
                  {"name": "object store", "status": "%s", "data": {"error": "%s"}},
                  {"name": "tandem", "status": "UP", "data": {"version": "%s"}}]}
                """.formatted(status, store, error, version);
    }
}
