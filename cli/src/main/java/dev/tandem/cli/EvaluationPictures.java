package dev.tandem.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tandem.core.error.ErrorCode;
import dev.tandem.core.error.SampleFailedException;
import dev.tandem.core.error.TandemException;
import dev.tandem.core.evaluation.EvaluationFile;
import dev.tandem.core.json.Json;
import dev.tandem.core.operator.MediaLimits;
import dev.tandem.operators.dedup.image.PictureHash;
import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Looks at the pictures that the items of an evaluation set name, so that only their perceptual hashes need to be sent and stored:
 * paths of files, from the folder of the set.
 */
final class EvaluationPictures {
    private EvaluationPictures() {}

    /** The set with the hashes of its pictures beside their names; as it is where no line names one. */
    static byte[] hashed(Path file, String field) throws IOException {
        byte[] set = Files.readAllBytes(file);
        if (!new String(set, StandardCharsets.ISO_8859_1).contains("\"" + field + "\"")) {
            return set;
        }
        ByteArrayOutputStream hashed = new ByteArrayOutputStream(set.length);
        int number = 0;
        try (BufferedReader lines = Files.newBufferedReader(file, StandardCharsets.ISO_8859_1)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                number++;
                byte[] bytes = line.getBytes(StandardCharsets.ISO_8859_1);
                hashed.writeBytes(line.contains("\"" + field + "\"") ? hashed(bytes, file, field, number) : bytes);
                hashed.write('\n');
            }
        }
        return hashed.toByteArray();
    }

    private static byte[] hashed(byte[] line, Path file, String field, int number) throws IOException {
        JsonNode row;
        try {
            row = Json.mapper().readTree(line);
        } catch (JsonProcessingException e) {
            // Whoever reads the set says what is wrong with the line.
            return line;
        }
        if (!(row instanceof ObjectNode item) || item.path(field).isMissingNode() || item.path(field).isNull()) {
            return line;
        }
        List<JsonNode> names = new ArrayList<>();
        if (item.get(field).isArray()) {
            item.get(field).forEach(names::add);
        } else {
            names.add(item.get(field));
        }
        ArrayNode hashes = item.withArray(EvaluationFile.IMAGE_HASH);
        for (JsonNode name : names) {
            hash(file.toAbsolutePath().getParent().resolve(name.asText()), number, hashes);
        }
        return Json.mapper().writeValueAsBytes(item);
    }

    /** A plain picture has none: it is found everywhere. */
    private static void hash(Path picture, int number, ArrayNode hashes) throws IOException {
        if (!Files.isRegularFile(picture)) {
            throw new TandemException(
                    ErrorCode.UNREADABLE_INPUT, "Line " + number + " of the evaluation set: there is no picture '" + picture + "'");
        }
        try {
            PictureHash.ofFile(Files.readAllBytes(picture), MediaLimits.DEFAULT)
                    .ifPresent(hash -> hashes.add(String.format("%016x", hash)));
        } catch (SampleFailedException e) {
            throw new TandemException(ErrorCode.UNREADABLE_INPUT,
                    "Line " + number + " of the evaluation set: the picture '" + picture + "': " + e.getMessage(), e);
        }
    }
}
