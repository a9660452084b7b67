package dev.tandem.core.inference;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.tandem.core.error.ErrorCode;
import dev.tandem.core.error.TandemException;
import dev.tandem.core.json.Json;
import dev.tandem.core.model.Digest;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** The JSON of contracts, in its present form and in the flat one of a text encoder that came before. */
final class ContractFormat {
    private static final List<String> PRESENT = List.of("inputs", "outputs", "files", "examples", "served_as");

    private ContractFormat() {}

    /**
     * Reads a contract.
     *
     * @param where it was found, for messages
     * @throws TandemException {@link ErrorCode#MODEL_CONTRACT} when it is not valid, or holds what is not known
     */
    static ModelContract read(String where, byte[] json) {
        try {
            JsonNode tree = Json.mapper().readTree(json);
            if (!tree.isObject()) {
                throw new TandemException(ErrorCode.MODEL_CONTRACT, where + ": expected a JSON object");
            }
            if (PRESENT.stream().noneMatch(tree::has)) {
                return Json.mapper().treeToValue(tree, Flat.class).contract();
            }
            return Json.mapper().readerFor(ModelContract.class)
                    .with(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                    .readValue(json);
        } catch (JsonMappingException e) {
            throw invalid(where + ": " + place(e) + reason(e), e);
        } catch (JsonProcessingException e) {
            throw invalid(where + ": not JSON at line " + e.getLocation().getLineNr() + ", column " + e.getLocation().getColumnNr(), e);
        } catch (IOException | IllegalArgumentException e) {
            throw invalid(where + ": " + e.getMessage(), e);
        }
    }

    private static TandemException invalid(String message, Exception cause) {
        return new TandemException(ErrorCode.MODEL_CONTRACT, message + ". models/README.md says what a contract holds.", cause);
    }

    private static String place(JsonMappingException e) {
        return e.getPath().isEmpty() ? "" : "in '" + e.getPath().stream()
                .map(step -> step.getFieldName() == null ? "[" + step.getIndex() + "]" : "." + step.getFieldName())
                .collect(Collectors.joining()).substring(1) + "' ";
    }

    private static String reason(JsonMappingException e) {
        return e.getCause() instanceof IllegalArgumentException cause ? cause.getMessage() : e.getOriginalMessage();
    }

    /** A text encoder, or the file of an operator. */
    private record Flat(
            String name,
            String task,
            String input,
            String output,
            int dimension,
            @JsonProperty("max_batch") int maxBatch,
            @JsonProperty("max_tokens") int maxTokens,
            @JsonProperty("rounding_digits") int roundingDigits,
            String pooling,
            String weights,
            @JsonProperty("weights_sha256") Digest weightsDigest,
            String tokenizer,
            @JsonProperty("tokenizer_sha256") Digest tokenizerDigest,
            String source,
            String license) {

        ModelContract contract() {
            return new ModelContract(
                    name, task, Optional.empty(), inputs(), outputs(), files(), maxBatch, 0, Optional.ofNullable(license),
                    Optional.ofNullable(source), List.of());
        }

        private List<InputSpec> inputs() {
            Optional<String> cutBy = Optional.ofNullable(tokenizer).map(file -> ModelFile.TOKENIZER.file());
            return input == null ? List.of() : List.of(new InputSpec.Text(
                    input, DataType.BYTES, List.of(), Optional.empty(),
                    new TextSpec(maxTokens, cutBy, Optional.ofNullable(pooling), Optional.empty())));
        }

        private List<OutputSpec> outputs() {
            return output == null ? List.of() : List.of(new OutputSpec(
                    output, DataType.FP32, List.of(dimension), OutputSpec.Meaning.EMBEDDING, Optional.empty(), roundingDigits));
        }

        private Map<String, FileSpec> files() {
            Map<String, FileSpec> files = new LinkedHashMap<>();
            if (weights != null && weightsDigest != null) {
                files.put(ModelFile.WEIGHTS.file(), new FileSpec(weights, weightsDigest));
            }
            if (tokenizer != null && tokenizerDigest != null) {
                files.put(ModelFile.TOKENIZER.file(), new FileSpec(tokenizer, tokenizerDigest));
            }
            return files;
        }
    }
}
