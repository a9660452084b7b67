package dev.tandem.operators.writers;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import dev.tandem.core.json.Json;
import dev.tandem.core.model.Digest;
import dev.tandem.core.model.MediaContent;
import dev.tandem.core.model.Modality;
import dev.tandem.core.model.Part;
import dev.tandem.core.model.Sample;
import dev.tandem.core.operator.IdentifyingWriter.Identity;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** A line as {@link JsonlWriter} writes it, read back. */
final class WrittenLine {
    private static final TypeReference<Map<String, String>> ATTRIBUTES = new TypeReference<>() {};

    private WrittenLine() {}

    /** Media are named by the digest of their bytes, so that the content's digest follows from the line alone. */
    static Identity identity(String json) {
        JsonNode line = Json.read(json, JsonNode.class);
        List<Part> parts = new ArrayList<>();
        line.get("parts").forEach(part -> parts.add(part(part)));
        String content = Sample.read("", Map.of(), parts).contentDigest().hex();
        return new Identity(line.get("id").asText(), content, line.get("source").asText());
    }

    private static Part part(JsonNode part) {
        Map<String, String> attributes = Json.mapper().convertValue(part.get("attributes"), ATTRIBUTES);
        if (part.has("text")) {
            return new Part.Text(part.get("text").asText(), attributes);
        }
        String path = part.get("media").asText();
        String name = path.substring(path.lastIndexOf('/') + 1);
        String type = part.get("type").asText();
        Digest digest = new Digest(name.substring(0, name.indexOf('.')));
        return new Part.Media(modality(type), type, MediaContent.stored(digest, 0, () -> new byte[0]), attributes);
    }

    private static Modality modality(String type) {
        return Arrays.stream(Modality.values())
                .filter(modality -> type.startsWith(modality.name().toLowerCase(Locale.ROOT) + "/"))
                .findFirst()
                .orElse(Modality.IMAGE);
    }
}
