package dev.tandem.cli;

import com.fasterxml.jackson.core.type.TypeReference;
import dev.tandem.core.json.Json;
import dev.tandem.core.model.Digest;
import dev.tandem.core.rounds.RoundsRecord;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.TreeMap;

/** What the gateway's REST interface has of rounds of data and model. */
final class RoundsClient {
    private static final String ROUNDS = "/rounds";

    private final GatewayClient gateway;

    RoundsClient(GatewayClient gateway) {
        this.gateway = gateway;
    }

    /** @param most rounds, at most; as the recipe says where it is empty */
    RoundsRecord start(String recipe, String file, Digest input, OptionalInt most) {
        Map<String, Object> asked = new TreeMap<>(Map.of("recipe", recipe, "file", file, "input", input));
        most.ifPresent(rounds -> asked.put("rounds", rounds));
        return Json.read(gateway.post(ROUNDS, Json.bytes(asked)), RoundsRecord.class);
    }

    RoundsRecord status(String name) {
        return Json.read(gateway.get(path(name)), RoundsRecord.class);
    }

    /** The newest ones. */
    List<RoundsRecord> list(int limit) {
        return Json.read(gateway.get(ROUNDS + "?limit=" + limit), new TypeReference<List<RoundsRecord>>() {});
    }

    RoundsRecord cancel(String name) {
        return Json.read(gateway.post(path(name) + "/cancel", new byte[0]), RoundsRecord.class);
    }

    /** Pauses or resumes rounds; who did stands with it. */
    RoundsRecord act(String name, String action) {
        return Json.read(gateway.post(path(name) + "/" + action + GatewayClient.by(), new byte[0]), RoundsRecord.class);
    }

    RoundsRecord review(String name, String format, byte[] file) {
        String action = path(name) + "/review" + GatewayClient.by() + "&format=" + GatewayClient.encode(format);
        return Json.read(gateway.postFile(action, file), RoundsRecord.class);
    }

    byte[] report(String name) {
        return gateway.get(path(name) + "/report");
    }

    private static String path(String name) {
        return ROUNDS + "/" + GatewayClient.encode(name);
    }
}
