package dev.tandem.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.core.json.Json;
import dev.tandem.core.model.Digest;
import dev.tandem.core.publish.DatasetManifest;
import dev.tandem.core.publish.PublishedFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The output folder of a run. */
record Published(Path folder) {

    /** The manifests by the names of the data sets, as text. */
    Map<String, String> manifests() {
        Map<String, String> manifests = new TreeMap<>();
        try (Stream<Path> sets = Files.list(folder).filter(Files::isDirectory)) {
            sets.forEach(set -> manifests.put(set.getFileName().toString(), read(set.resolve("manifest.json"))));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return manifests;
    }

    DatasetManifest manifest(String dataset) {
        return Json.read(read(folder.resolve(dataset).resolve("manifest.json")), DatasetManifest.class);
    }

    List<String> formats(String dataset) {
        return manifest(dataset).files().stream()
                .map(file -> file.path().substring(0, file.path().indexOf('/')))
                .distinct()
                .sorted()
                .toList();
    }

    /** Checks that every file of every manifest is there with the bytes that the manifest names. */
    void verifyFiles() {
        for (String dataset : manifests().keySet()) {
            for (PublishedFile file : manifest(dataset).files()) {
                Path path = folder.resolve(dataset).resolve(file.path());
                assertThat(digest(path)).as(path.toString()).isEqualTo(file.digest());
                assertThat(path).hasSize(file.bytes());
            }
        }
    }

    static Digest digest(Path file) {
        try {
            return Digest.of(Files.readAllBytes(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static String read(Path file) {
        try {
            return Files.readString(file, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
