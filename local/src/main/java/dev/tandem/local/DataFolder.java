package dev.tandem.local;

import dev.tandem.core.error.ErrorCode;
import dev.tandem.core.error.TandemException;
import dev.tandem.core.json.Json;
import java.io.IOException;
import java.net.URI;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/** The folder of the local mode, used by one process at a time; others find that process through it. */
final class DataFolder {
    private final Path folder;
    private FileChannel channel;
    private FileLock lock;

    DataFolder(Path folder) {
        this.folder = folder;
    }

    /** Where the process that holds the folder listens. */
    record Owner(String address, long pid) {}

    Path folder() {
        return folder;
    }

    Path create(String name) {
        try {
            return Files.createDirectories(folder.resolve(name));
        } catch (IOException e) {
            throw unusable(e);
        }
    }

    /** Whether this process holds the folder now. */
    boolean acquire() {
        try {
            Files.createDirectories(folder);
            channel = FileChannel.open(folder.resolve("local.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            lock = channel.tryLock();
            if (lock == null) {
                channel.close();
            }
            return lock != null;
        } catch (IOException e) {
            throw unusable(e);
        }
    }

    void announce(URI address) {
        try {
            Path partial = folder.resolve("local.json.partial");
            Files.writeString(partial, Json.pretty(new Owner(address.toString(), ProcessHandle.current().pid())));
            Files.move(partial, owner(), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw unusable(e);
        }
    }

    /** The live process that holds the folder, once it listens. */
    Optional<Owner> current() {
        try {
            Owner owner = Json.read(Files.readString(owner()), Owner.class);
            return ProcessHandle.of(owner.pid()).isPresent() ? Optional.of(owner) : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    void release() {
        try {
            if (lock != null) {
                Files.deleteIfExists(owner());
                channel.close();
            }
        } catch (IOException e) {
            throw unusable(e);
        }
    }

    private Path owner() {
        return folder.resolve("local.json");
    }

    private TandemException unusable(IOException cause) {
        return new TandemException(ErrorCode.OUTPUT_NOT_WRITABLE, "Cannot use the data folder '" + folder + "': " + cause
                + ". Set TANDEM_HOME to a folder that can be written.", cause);
    }
}
