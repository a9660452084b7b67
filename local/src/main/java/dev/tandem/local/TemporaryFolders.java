package dev.tandem.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * Temporary files under the data folder: one folder for each process, named by its id, as the launcher makes them. A
 * process that was killed leaves its own behind; the next one removes it.
 */
final class TemporaryFolders {
    private final Path parent;

    TemporaryFolders(Path dataFolder) {
        this.parent = dataFolder.resolve("tmp");
    }

    /** Removes the folders of processes that are no more. */
    void removeAbandoned() {
        if (Files.isDirectory(parent)) {
            list(parent).stream().filter(folder -> !isAlive(folder.getFileName().toString())).forEach(TemporaryFolders::remove);
        }
    }

    /** Removes the folder of this process. */
    void removeOwn() {
        remove(parent.resolve(String.valueOf(ProcessHandle.current().pid())));
    }

    private static boolean isAlive(String name) {
        // A name that is no process id was not made by the launcher, and is not ours to remove.
        return !name.matches("[0-9]{1,18}") || ProcessHandle.of(Long.parseLong(name)).isPresent();
    }

    private static List<Path> list(Path folder) {
        try (Stream<Path> found = Files.list(folder)) {
            return found.toList();
        } catch (IOException e) {
            return List.of();
        }
    }

    private static void remove(Path folder) {
        try (Stream<Path> found = Files.walk(folder)) {
            for (Path path : found.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        } catch (IOException | UncheckedIOException e) {
            // What cannot be removed now, or is still written to, is removed by a later process.
        }
    }
}
