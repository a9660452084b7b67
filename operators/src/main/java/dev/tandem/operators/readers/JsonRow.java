package dev.tandem.operators.readers;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.tandem.core.error.ErrorCode;
import dev.tandem.core.error.SampleFailedException;
import dev.tandem.core.model.Modality;
import dev.tandem.core.model.Part;
import dev.tandem.core.model.Sample;
import dev.tandem.core.model.SampleMetadata;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Makes a sample of a JSON object. */
record JsonRow(String textKey, String idKey, String imageKey, String audioKey, String videoKey, String createdKey) {
    /** What follows an object on its line would be lost without notice, so it is an error. */
    static final JsonMapper MAPPER = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder().maxStringLength(Integer.MAX_VALUE).build())
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    static boolean isBlank(byte[] line) {
        for (byte b : line) {
            if (b != ' ' && b != '\t' && b != '\r') {
                return false;
            }
        }
        return true;
    }

    Sample sample(byte[] line, String source, String input, Pages media) throws SampleFailedException {
        Optional<Sample> plain = PlainRow.sample(line, source, input, this);
        return plain.isPresent() ? plain.get() : any(line, source, input, media);
    }

    /** Any line, by way of a tree; what is wrong with it is said. */
    Sample any(byte[] line, String source, String input, Pages media) throws SampleFailedException {
        JsonNode row = parse(line);
        Map<String, String> metadata = new TreeMap<>();
        List<Part> parts = new ArrayList<>();
        for (Map.Entry<String, JsonNode> field : row.properties()) {
            String name = field.getKey();
            JsonNode value = field.getValue();
            if (value.isNull()) {
                continue;
            }
            if (name.equals(textKey)) {
                parts.add(new Part.Text(text(value, "the field '" + textKey + "'")));
            } else if (modality(name).isPresent()) {
                for (JsonNode path : value.isArray() ? value : List.of(value)) {
                    parts.add(medium(modality(name).get(), text(path, "a path of '" + name + "'"), input, media));
                }
            } else {
                metadata.put(metadataName(name), metadata(value));
            }
        }
        if (parts.isEmpty()) {
            throw malformed(
                    "the row has neither '" + textKey + "' nor '" + imageKey + "', '" + audioKey + "' or '" + videoKey
                    + "'; name the fields with text_key, image_key, audio_key and video_key");
        }
        metadata.putIfAbsent(SampleMetadata.INPUT, input);
        return Sample.read(source, metadata, parts);
    }

    static String metadata(JsonNode value) {
        return value.isValueNode() ? value.asText() : value.toString();
    }

    boolean isMedia(String field) {
        return modality(field).isPresent();
    }

    private Optional<Modality> modality(String field) {
        if (field.equals(imageKey)) {
            return Optional.of(Modality.IMAGE);
        }
        return field.equals(audioKey) ? Optional.of(Modality.AUDIO)
                : field.equals(videoKey) ? Optional.of(Modality.VIDEO) : Optional.empty();
    }

    String metadataName(String field) {
        if (field.equals(idKey)) {
            return SampleMetadata.ROW_ID;
        }
        return field.equals(createdKey) ? SampleMetadata.CREATED : field;
    }

    private static String text(JsonNode value, String what) throws SampleFailedException {
        if (!value.isTextual()) {
            throw malformed(what + " must be text, found " + value.getNodeType());
        }
        if (StrictText.isBroken(value.textValue())) {
            throw new SampleFailedException(
                    ErrorCode.INVALID_ENCODING, "Half of a surrogate pair stands alone in " + what);
        }
        return value.textValue();
    }

    private static JsonNode parse(byte[] line) throws SampleFailedException {
        String text = StrictText.decode(line, StandardCharsets.UTF_8);
        try {
            JsonNode row = MAPPER.readTree(text);
            if (!row.isObject()) {
                throw malformed("expected a JSON object, found " + row.getNodeType());
            }
            return row;
        } catch (JsonProcessingException e) {
            throw malformed("not JSON: " + e.getOriginalMessage());
        }
    }

    private static Part.Media medium(Modality modality, String link, String input, Pages media) throws SampleFailedException {
        String kind = modality == Modality.AUDIO ? "sound" : modality.name().toLowerCase(Locale.ROOT);
        String path = LinkPath.resolve(input, link)
                .orElseThrow(() -> new SampleFailedException(
                        ErrorCode.UNSAFE_PATH,
                        "The " + kind + " path '" + link + "' must be relative and stay inside the input"));
        byte[] bytes = media.resource(path)
                .orElseThrow(() -> new SampleFailedException(
                        ErrorCode.BROKEN_MEDIA, "The " + kind + " '" + link + "' is not in the input, or too large"));
        return MediaParts.of(bytes, path)
                .filter(part -> part.modality() == modality)
                .orElseThrow(() -> new SampleFailedException(
                        ErrorCode.BROKEN_MEDIA, "'" + link + "' is no " + kind + " of a known kind"));
    }

    private static SampleFailedException malformed(String problem) {
        return new SampleFailedException(ErrorCode.MALFORMED_ROW, "Malformed row: " + problem);
    }
}
