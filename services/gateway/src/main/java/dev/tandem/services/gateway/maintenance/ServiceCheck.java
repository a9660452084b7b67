package dev.tandem.services.gateway.maintenance;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tandem.core.doctor.Finding;
import dev.tandem.core.error.TandemException;
import dev.tandem.core.json.Json;
import dev.tandem.core.model.Digest;
import dev.tandem.core.version.TandemVersion;
import java.io.IOException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** Asks each service whether it is ready, and which version it is. */
final class ServiceCheck {
    /** Name of the store's check in the health of a service. */
    private static final String STORE = "object store";

    private ServiceCheck() {}

    /**
     * One finding for each process of each service.
     *
     * @param addresses {@code host:port} by the name of the service; a host that stands for several processes is each of them
     * @param operators of the gateway, as {@link dev.tandem.core.operator.OperatorCatalog#ownCode} says them
     */
    static List<Finding> check(Map<String, String> addresses, Digest operators, Duration timeout) {
        List<Finding> findings = new ArrayList<>();
        try (HttpClient http =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(timeout).build()) {
            addresses.forEach((service, address) -> processes(address).forEach((process, where) ->
                    findings.add(check(http, service, process, where, operators, timeout))));
        }
        return findings;
    }

    private static Map<String, String> processes(String address) {
        int colon = address.lastIndexOf(':');
        try {
            return colon < 0
                    ? Map.of(address, address)
                    : processes(address, List.of(InetAddress.getAllByName(address.substring(0, colon))));
        } catch (UnknownHostException e) {
            // Whoever asks it is told so.
            return Map.of(address, address);
        }
    }

    /** The addresses of processes, by what they are called; a process may have one of IPv4 and one of IPv6. */
    static Map<String, String> processes(String address, List<InetAddress> hosts) {
        Map<String, String> processes = new TreeMap<>();
        for (InetAddress host : hosts) {
            if (host.getClass() == hosts.getFirst().getClass()) {
                String literal = host instanceof Inet6Address ? "[" + host.getHostAddress() + "]" : host.getHostAddress();
                processes.put(address + " (" + host.getHostAddress() + ")", literal + address.substring(address.lastIndexOf(':')));
            }
        }
        return processes.size() > 1 ? processes : Map.of(address, address);
    }

    private static Finding check(
            HttpClient http, String service, String process, String address, Digest operators, Duration timeout) {
        String check = "service " + service + " at " + process;
        String setting = "TANDEM_PROCESS_SERVICES_" + service.toUpperCase(Locale.ROOT);
        try {
            HttpResponse<byte[]> answer = http.send(
                    HttpRequest.newBuilder(URI.create("http://" + address + "/q/health/ready")).timeout(timeout).build(),
                    BodyHandlers.ofByteArray());
            return read(check, setting, operators, Json.read(answer.body(), JsonNode.class));
        } catch (IOException | IllegalArgumentException e) {
            return Finding.failed(check, "it does not answer: " + e, setting, "Start the service, or correct its address, host:port.");
        } catch (TandemException e) {
            return Finding.failed(check, "something else answers there", setting, "Correct the address of the service, host:port.");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Finding.failed(check, "interrupted", setting, "Ask again.");
        }
    }

    private static Finding read(String check, String setting, Digest operators, JsonNode health) {
        String version = "unknown";
        String own = operators.hex();
        for (JsonNode part : health.path("checks")) {
            if (!part.path("status").asText().equals("UP")) {
                String name = part.path("name").asText();
                return Finding.failed(
                        check,
                        "it is not ready: " + name + " " + part.path("data").path("error").asText(),
                        name.equals(STORE) ? "TANDEM_STORE_SECRET_KEY" : setting,
                        "Look into its log. Each service has settings of its own, those of the store (TANDEM_STORE_*) among them.");
            }
            version = part.path("data").path("version").asText(version);
            own = part.path("data").path("operators").asText(own);
        }
        if (!version.equals(TandemVersion.current())) {
            return Finding.failed(check, "its version is " + version + ", the gateway's " + TandemVersion.current(),
                    "TANDEM_VERSION", "Run all parts in one version.");
        }
        if (!own.equals(operators.hex())) {
            return Finding.failed(check, "it has other operators of your own than the gateway", "TANDEM_OPERATORS_FOLDER",
                    "Give all processes the same folder of operators, and restart them.");
        }
        return Finding.ok(check, "ready, version " + version);
    }
}
