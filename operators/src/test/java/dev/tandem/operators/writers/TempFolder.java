package dev.tandem.operators.writers;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** A folder for one try of a property, which JUnit's {@code @TempDir} does not serve. */
record TempFolder(Path path) implements AutoCloseable {

    TempFolder() throws IOException {
        this(Files.createTempDirectory("tandem"));
    }

    @Override
    public void close() throws IOException {
        try (Stream<Path> walk = Files.walk(path)) {
            List<Path> deepestFirst = walk.sorted(Comparator.reverseOrder()).toList();
            for (Path file : deepestFirst) {
                Files.delete(file);
            }
        }
    }
}
