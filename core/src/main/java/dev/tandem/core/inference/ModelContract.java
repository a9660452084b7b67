package dev.tandem.core.inference;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.tandem.core.model.Digest;

/**
 * What a model expects and promises, declared with the model and not in code. A model that no server has, such as a
 * tokenizer alone, has no more than its name, its task and its files.
 *
 * @param task what it is for: {@code text_embedding}, {@code ngram} or {@code tokenizer}
 * @param input name of the tensor of texts: BYTES, shape [batch]
 * @param output name of the tensor of vectors: FP32, shape [batch, dimension]
 * @param maxBatch texts of one request, at most
 * @param maxTokens tokens of a text that are read; the rest is cut off
 * @param roundingDigits decimal digits that scores are rounded to: servers differ in the bits behind them
 * @param pooling how token vectors become one: {@code mean}
 * @param weights class path resource, for servers that embed the model; beside a contract that stands in a folder, a file
 * @param tokenizer a {@code tokenizer.json}, found as the weights are
 * @param source Maven coordinate of the weights
 */
public record ModelContract(
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
        String license) {}
