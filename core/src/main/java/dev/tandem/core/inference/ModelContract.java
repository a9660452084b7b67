package dev.tandem.core.inference;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.tandem.core.error.ErrorCode;
import dev.tandem.core.error.TandemException;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What a model expects and promises, declared with the model and not in code. A model that no server has, such as a
 * tokenizer alone, has no more than its name, its task and its files.
 *
 * @param task what it is for: {@code text_embedding}, {@code image_classification}, {@code tokenizer} and so on
 * @param description for people
 * @param inputs tensors of a request
 * @param outputs tensors of an answer
 * @param files by name: {@code weights} and what the inputs and outputs name
 * @param maxBatch rows of one request, at most
 * @param maxBatchBytes bytes of tensors of one request, at most
 * @param source where the weights come from
 * @param examples what a server has to answer
 * @param servedAs the name that an endpoint of chat completions has for it, where that is another one
 */
public record ModelContract(
        String name,
        String task,
        Optional<String> description,
        List<InputSpec> inputs,
        List<OutputSpec> outputs,
        Map<String, FileSpec> files,
        @JsonProperty("max_batch") int maxBatch,
        @JsonProperty("max_batch_bytes") long maxBatchBytes,
        Optional<String> license,
        Optional<String> source,
        List<ModelExample> examples,
        @JsonProperty("served_as") Optional<String> servedAs) {
    /** What servers take in one message unless they are told otherwise. */
    static final long MOST_BYTES = 64L << 20;

    public ModelContract {
        Require.name(name);
        inputs = inputs == null ? List.of() : List.copyOf(inputs);
        outputs = outputs == null ? List.of() : List.copyOf(outputs);
        files = files == null ? Map.of() : Map.copyOf(files);
        examples = examples == null ? List.of() : List.copyOf(examples);
        Require.that(inputs.isEmpty() == outputs.isEmpty(), "inputs and outputs, or neither", inputs.size() + " and " + outputs.size());
        Require.that(maxBatch >= 1 || inputs.isEmpty(), "max_batch of at least 1", maxBatch);
        maxBatchBytes = maxBatchBytes == 0 ? MOST_BYTES : maxBatchBytes;
        Require.that(1 <= maxBatchBytes && maxBatchBytes <= MOST_BYTES, "max_batch_bytes from 1 to " + MOST_BYTES, maxBatchBytes);
        Require.that(servedAs.isEmpty() || inputs.isEmpty() && !servedAs.get().isBlank(),
                "served_as to be a name, of a model without inputs", "'" + servedAs.orElse("") + "' and " + inputs.size() + " inputs");
        requireDistinct(inputs.stream().map(InputSpec::name).toList());
        requireDistinct(outputs.stream().map(OutputSpec::name).toList());
        for (ModelExample example : examples) {
            requireOutputs(example, outputs);
        }
        for (OutputSpec output : outputs) {
            Require.that(output.labels().isEmpty() || files.containsKey(output.labels().get()),
                    "the labels of '" + output.name() + "' among the files", output.labels().orElse(""));
        }
    }

    /** One that is asked under its own name. */
    public ModelContract(
            String name, String task, Optional<String> description, List<InputSpec> inputs, List<OutputSpec> outputs,
            Map<String, FileSpec> files, int maxBatch, long maxBatchBytes, Optional<String> license, Optional<String> source,
            List<ModelExample> examples) {
        this(name, task, description, inputs, outputs, files, maxBatch, maxBatchBytes, license, source, examples, Optional.empty());
    }

    private static void requireOutputs(ModelExample example, List<OutputSpec> outputs) {
        List<String> known = outputs.stream().map(OutputSpec::name).toList();
        Require.that(known.containsAll(example.outputs().keySet()), "examples of the outputs " + known, example.outputs().keySet());
    }

    private static void requireDistinct(List<String> names) {
        Set<String> seen = new HashSet<>();
        names.forEach(tensor -> Require.that(seen.add(tensor), "tensors with names of their own", names));
    }

    /**
     * An output by its name.
     *
     * @throws TandemException {@link ErrorCode#INVALID_RECIPE} when there is none
     */
    public OutputSpec output(String output) {
        return outputs.stream().filter(one -> one.name().equals(output)).findFirst()
                .orElseThrow(() -> new TandemException(ErrorCode.INVALID_RECIPE, "The model '" + name + "' has no output '" + output
                        + "'; it has " + outputs.stream().map(OutputSpec::name).toList() + "."));
    }

    /** The name that an endpoint of chat completions is asked for. */
    public String servedName() {
        return servedAs.orElse(name);
    }

    /** Whether it is known to an endpoint of chat completions, by a name alone. */
    public boolean servedByName() {
        return inputs.isEmpty() && files.isEmpty();
    }

    /** Whether it writes text, and is asked through a {@link Generator}. */
    public boolean writes() {
        return outputs.stream().anyMatch(output -> !output.type().isNumber());
    }

    /** The models that its features are outputs of. */
    public List<String> bases() {
        return inputs.stream()
                .filter(InputSpec.Features.class::isInstance)
                .flatMap(input -> ((InputSpec.Features) input).of().stream())
                .map(FeatureSource::model)
                .distinct()
                .toList();
    }
}
