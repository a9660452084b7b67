package dev.tandem.training.job.command;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Deletes what trainings left behind that were killed, and that nobody tried again for long: their folders, and their locks. */
public final class JobSweep {
    private static final String GUARD = "sweep.guard";
    private static final Pattern JOB = Pattern.compile("[0-9a-f]{64}");

    private JobSweep() {}

    /** Opens something that a sweep might delete. */
    interface Opening {
        Optional<FileChannel> open() throws IOException;
    }

    /** Runs while no sweep does, in any process of this machine: a lock that was deleted keeps nobody out. */
    static Optional<FileChannel> beside(Path work, Opening opening) throws IOException {
        // The lock of a file keeps other processes out, and the monitor other threads.
        synchronized (JobSweep.class) {
            try (FileChannel guard = FileChannel.open(work.resolve(GUARD), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
                guard.lock();
                return opening.open();
            }
        }
    }

    /**
     * Sweeps; what cannot be deleted stays for the next time.
     *
     * @param work where the folders of jobs are
     * @param untouched what nobody has written to for so long goes
     */
    public static void sweep(Path work, Duration untouched) {
        if (!Files.isDirectory(work)) {
            return;
        }
        Instant before = Instant.now().minus(untouched);
        try {
            for (Path folder : folders(work)) {
                beside(work, () -> {
                    delete(folder, before);
                    return Optional.empty();
                });
            }
        } catch (IOException e) {
            System.getLogger(JobSweep.class.getName()).log(
                    System.Logger.Level.WARNING, "What trainings left in '" + work + "' cannot be swept: " + e);
        }
    }

    /** Folders of jobs, and those of which only the lock is left. */
    private static TreeSet<Path> folders(Path work) throws IOException {
        TreeSet<Path> folders = new TreeSet<>();
        try (Stream<Path> children = Files.list(work)) {
            children.forEach(child -> {
                String name = child.getFileName().toString().replace(JobFolder.LOCK, "");
                if (JOB.matcher(name).matches()) {
                    folders.add(work.resolve(name));
                }
            });
        }
        return folders;
    }

    private static void delete(Path folder, Instant before) throws IOException {
        Optional<FileChannel> lock = JobFolder.locked(folder);
        if (lock.isEmpty()) {
            return;
        }
        try (FileChannel held = lock.get()) {
            if (!Files.exists(folder) || newest(folder).isBefore(before)) {
                JobFolder.delete(folder);
                Files.deleteIfExists(JobFolder.lock(folder));
            }
        }
    }

    private static Instant newest(Path folder) throws IOException {
        Instant[] newest = {Instant.MIN};
        Files.walkFileTree(folder, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path entered, BasicFileAttributes attributes) {
                return look(attributes);
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                return look(attributes);
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException problem) throws IOException {
                if (problem instanceof NoSuchFileException) {
                    return FileVisitResult.CONTINUE;
                }
                throw problem;
            }

            private FileVisitResult look(BasicFileAttributes attributes) {
                Instant changed = attributes.lastModifiedTime().toInstant();
                newest[0] = changed.isAfter(newest[0]) ? changed : newest[0];
                return FileVisitResult.CONTINUE;
            }
        });
        return newest[0];
    }
}
