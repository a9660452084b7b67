package dev.tandem.cli;

import dev.tandem.core.error.ErrorCode;
import dev.tandem.core.error.TandemException;
import dev.tandem.core.json.Json;
import dev.tandem.core.publish.DatasetManifest;
import dev.tandem.core.publish.PublishedFile;
import dev.tandem.core.run.DatasetRecord;
import dev.tandem.core.run.RunRecord;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** Where a run's data sets and report are put for the user. */
final class OutputFolder {
    private final Path folder;

    /** @throws TandemException {@link ErrorCode#OUTPUT_NOT_WRITABLE} before any work is done */
    OutputFolder(Path folder) {
        this.folder = folder;
        try {
            Files.createDirectories(folder);
            Files.delete(Files.createTempFile(folder, ".tandem-", ".probe"));
        } catch (IOException e) {
            throw new TandemException(ErrorCode.OUTPUT_NOT_WRITABLE, "Cannot write to the output folder '" + folder + "': " + e
                    + ". Give another folder with --output, or make it writable.", e);
        }
    }

    void download(GatewayClient gateway, RunRecord run) {
        try {
            for (DatasetRecord dataset : run.datasets()) {
                Path target = folder.resolve(dataset.name());
                byte[] json = gateway.manifest(dataset.name(), dataset.version());
                DatasetManifest manifest = Json.read(json, DatasetManifest.class);
                for (PublishedFile file : manifest.files()) {
                    copy(gateway, dataset, file, safe(target, file.path()));
                }
                write(target.resolve("manifest.json"), json);
            }
            if (run.report().isPresent()) {
                write(folder.resolve("report.html"), gateway.report(run.run()));
            }
        } catch (IOException e) {
            throw new TandemException(ErrorCode.DISK_FULL, "Could not write to '" + folder + "': " + e
                    + ". The data sets are kept; run again with more space or another folder.", e);
        }
    }

    /** Puts a file beside the data sets. */
    void put(String name, byte[] bytes) {
        try {
            write(folder.resolve(name), bytes);
        } catch (IOException e) {
            throw new TandemException(ErrorCode.DISK_FULL, "Could not write to '" + folder + "': " + e
                    + ". Run again with more space or another folder.", e);
        }
    }

    private static void copy(GatewayClient gateway, DatasetRecord dataset, PublishedFile file, Path target) throws IOException {
        if (Files.exists(target) && Files.size(target) == file.bytes() && Upload.digest(target).equals(file.digest())) {
            return;
        }
        Files.createDirectories(target.getParent());
        Path partial = target.resolveSibling(target.getFileName() + ".partial");
        try (InputStream in = gateway.file(dataset.name(), dataset.version(), file.path())) {
            Files.copy(in, partial, StandardCopyOption.REPLACE_EXISTING);
        }
        if (!Upload.digest(partial).equals(file.digest())) {
            throw new TandemException(ErrorCode.CORRUPT_OBJECT, "The file '" + file.path() + "' of '" + dataset.name()
                    + "' did not arrive as it was published. Run the command again.");
        }
        Files.move(partial, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    private static Path safe(Path folder, String path) {
        Path target = folder.resolve(path).normalize();
        if (!target.startsWith(folder.normalize())) {
            throw new TandemException(ErrorCode.UNSAFE_PATH, "The published file '" + path + "' leaves its data set");
        }
        return target;
    }

    private static void write(Path target, byte[] bytes) throws IOException {
        Files.createDirectories(target.getParent());
        Path partial = target.resolveSibling(target.getFileName() + ".partial");
        Files.write(partial, bytes);
        Files.move(partial, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    Path folder() {
        return folder;
    }
}
