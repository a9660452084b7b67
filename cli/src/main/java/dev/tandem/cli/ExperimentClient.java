package dev.tandem.cli;

import com.fasterxml.jackson.core.type.TypeReference;
import dev.tandem.core.experiment.ExperimentView;
import dev.tandem.core.json.Json;
import dev.tandem.core.model.Digest;
import java.util.List;
import java.util.Map;

/** The gateway's REST interface, as far as it is about experiments. */
record ExperimentClient(GatewayClient gateway) {
    private static final String PATH = "/experiments";

    /**
     * Starts an experiment.
     *
     * @param recipes YAML by the file that the experiment names
     * @param inputs by pool
     */
    ExperimentView start(String yaml, String file, Map<String, String> recipes, Map<String, Digest> inputs) {
        byte[] body = Json.bytes(Map.of("experiment", yaml, "file", file, "recipes", recipes, "inputs", inputs));
        return Json.read(gateway.post(PATH, body), ExperimentView.class);
    }

    ExperimentView status(String name) {
        return Json.read(gateway.get(PATH + "/" + GatewayClient.encode(name)), ExperimentView.class);
    }

    /** The newest first. */
    List<ExperimentView> list(int limit) {
        return Json.read(gateway.get(PATH + "?limit=" + limit), new TypeReference<List<ExperimentView>>() {});
    }

    /** @param action {@code cancel} or {@code promote} */
    ExperimentView act(String name, String action) {
        return Json.read(gateway.post(PATH + "/" + GatewayClient.encode(name) + "/" + action, new byte[0]), ExperimentView.class);
    }
}
