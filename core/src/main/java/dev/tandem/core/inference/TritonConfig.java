package dev.tandem.core.inference;

import dev.tandem.core.error.ErrorCode;
import dev.tandem.core.error.TandemException;
import dev.tandem.core.json.Json;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What Triton is told of an ONNX model whose weights are sent to it: all of it follows from the contract. */
public final class TritonConfig {
    private TritonConfig() {}

    /** Whether nothing but its weights is needed to run it. */
    static boolean canBeSent(ModelContract contract) {
        return !contract.inputs().isEmpty() && !contract.writes()
                && contract.inputs().stream().allMatch(input -> input.type().isNumber());
    }

    /**
     * The parameters of a request to load the model with its weights.
     *
     * @param name that the server is to have it by
     * @throws TandemException {@link ErrorCode#INVALID_ARGUMENT} for a model that reads texts: its server has a repository entry
     *     that cuts them into tokens
     */
    public static Map<String, byte[]> load(ModelContract contract, String name, byte[] weights) {
        if (!canBeSent(contract)) {
            throw new TandemException(ErrorCode.INVALID_ARGUMENT, "The files of '" + contract.name() + "' cannot be sent to a server:"
                    + " only models whose inputs are all numbers run without further code. Put its entry into the server's"
                    + " repository, and load it without files.");
        }
        Map<String, Object> config = new LinkedHashMap<>();
        config.put("name", name);
        config.put("backend", "onnxruntime");
        config.put("max_batch_size", 0);
        config.put("input", contract.inputs().stream().map(input -> tensor(input.name(), input.type(), input.shape())).toList());
        config.put("output", contract.outputs().stream().map(output -> tensor(output.name(), output.type(), output.shape())).toList());
        return Map.of("config", Json.bytes(config), "file:1/model.onnx", weights);
    }

    private static Map<String, Object> tensor(String name, DataType type, List<Integer> shape) {
        return Map.of("name", name, "data_type", "TYPE_" + type, "dims", Shape.batched(-1, shape));
    }
}
