package dev.tandem.operators.parity;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tandem.core.json.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * Documents with what the reference implementations answer, in a folder that is not part of the project: too large for
 * it, and nothing here needs it. It is found beside the repository, or where {@code -Dtandem.golden} says.
 */
record Golden(Path folder) {

    /** A document; its category says what it was made for. */
    record Document(String id, String category, String text) {}

    static Optional<Golden> find() {
        Path root = Path.of("..").toAbsolutePath().normalize();
        return Stream.concat(
                        Optional.ofNullable(System.getProperty("tandem.golden")).map(Path::of).stream(),
                        Stream.of(root.resolve("../shared/golden"), root.resolve("../../shared/golden")))
                .filter(Files::isDirectory)
                .findFirst()
                .map(Golden::new);
    }

    List<Document> documents() {
        return lines(folder.resolve("corpus.jsonl"))
                .map(line -> new Document(line.get("id").asText(), line.get("cat").asText(), line.get("text").asText()))
                .toList();
    }

    /** The images that the answers of this name are about, as documents that have the name of their file. */
    List<Document> images(String name) {
        return expected(name).stream().map(line -> new Document(line.get("file").asText(), "image", "")).toList();
    }

    /** The bytes of an image. */
    byte[] image(Document image) {
        try {
            return Files.readAllBytes(folder.resolve("images").resolve(image.id()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The answers of a reference, in the order of the documents. */
    List<JsonNode> expected(String name) {
        return lines(folder.resolve("expected").resolve(name + ".jsonl")).toList();
    }

    /** The items of an evaluation set. */
    List<JsonNode> evaluation() {
        return lines(folder.resolve("decont_bench.jsonl")).toList();
    }

    /** A list of English words that a reference was given. */
    List<String> words(String name) {
        return lines(folder.resolve("resources/djwords").resolve(name + ".json"))
                .flatMap(list -> StreamSupport.stream(list.get("en").spliterator(), false))
                .map(JsonNode::textValue)
                .toList();
    }

    private static Stream<JsonNode> lines(Path file) {
        try {
            return Files.readString(file).lines().map(line -> Json.read(line, JsonNode.class));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
