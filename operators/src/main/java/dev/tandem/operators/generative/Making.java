package dev.tandem.operators.generative;

import dev.tandem.core.json.Json;
import dev.tandem.core.model.Digest;
import dev.tandem.core.model.SampleMetadata;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * How a text was made by a model, and what it cost: the same for each attempt of a run, since answers are stored.
 *
 * @param modelDigest of its contract, and its weights where these are known
 * @param prompt {@code <id>@<version>}
 * @param promptDigest of the template
 * @param seed of the answer that stands
 * @param round of development; 0 for none
 * @param calls with those whose answers were refused
 * @param readTokens as the server tells; 0 where it does not
 * @param writtenTokens as the server tells; 0 where it does not
 */
public record Making(
        String model,
        Digest modelDigest,
        String prompt,
        Digest promptDigest,
        long seed,
        int round,
        long calls,
        long readTokens,
        long writtenTokens) {

    /** The same, and what went before it cost as well. */
    public Making plus(Making before) {
        return new Making(model, modelDigest, prompt, promptDigest, seed, round,
                calls + before.calls, readTokens + before.readTokens, writtenTokens + before.writtenTokens);
    }

    /** Who made it. */
    public String actor() {
        return "model:" + model;
    }

    /** As an attribute beside a text. */
    public String text() {
        return text(Map.of());
    }

    /** The same, with more that is known of the text. */
    public String text(Map<String, Object> more) {
        Map<String, Object> fields = new TreeMap<>(Map.of(
                "actor", actor(), "model_digest", modelDigest.hex(), "prompt", prompt, "prompt_digest", promptDigest.hex(),
                "seed", seed, "calls", calls, "read_tokens", readTokens, "written_tokens", writtenTokens));
        if (round > 0) {
            fields.put("round", round);
        }
        fields.putAll(more);
        return Json.text(fields);
    }

    /** As metadata of a made item. */
    public Map<String, String> metadata() {
        Map<String, String> metadata = new LinkedHashMap<>();
        metadata.put(SampleMetadata.ACTOR, actor());
        metadata.put(SampleMetadata.MODEL_DIGEST, modelDigest.hex());
        metadata.put(SampleMetadata.PROMPT, prompt);
        metadata.put(SampleMetadata.COST, Json.text(new TreeMap<>(Map.of(
                "calls", calls, "read_tokens", readTokens, "written_tokens", writtenTokens))));
        return metadata;
    }
}
