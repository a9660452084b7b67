package dev.tandem.training.job.command;

import dev.tandem.core.error.ErrorCode;
import dev.tandem.core.error.TandemException;
import dev.tandem.core.json.Json;
import dev.tandem.core.model.Digest;
import dev.tandem.training.job.BaseModel;
import dev.tandem.training.job.JobRow;
import dev.tandem.training.job.JobRows;
import dev.tandem.training.job.TrainingJob;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** The folder of a job, which one attempt at a time works in. */
final class JobFolder implements AutoCloseable {
    static final String CHECKPOINT = "checkpoint";
    static final String LOCK = ".lock";
    private static final int FORMAT = 1;
    private static final String PROCESS = "process.json";

    private final Path path;
    private final FileChannel channel;

    private JobFolder(Path path, FileChannel channel) {
        this.path = path;
        this.channel = channel;
    }

    /** The process that works here. */
    private record Running(long pid, long started) {}

    /**
     * Takes the folder, and ends what an attempt left running whose own process is gone.
     *
     * @throws TandemException TRAINER_ENDED while another attempt has it
     */
    static JobFolder open(Path work, Digest key) throws IOException {
        Path path = work.resolve(key.hex());
        Files.createDirectories(work);
        FileChannel channel = JobSweep.beside(work, () -> {
            Files.createDirectories(path);
            return locked(path);
        }).orElseThrow(() -> new TandemException(ErrorCode.TRAINER_ENDED,
                "Another attempt works on the job " + key.abbreviated() + " on this machine; it has to end first"));
        JobFolder folder = new JobFolder(path, channel);
        folder.endLeftOver();
        return folder;
    }

    /** The lock of a folder, which stands beside it, as it must not go away with what is in there; empty while another has it. */
    static Optional<FileChannel> locked(Path folder) throws IOException {
        FileChannel channel = FileChannel.open(lock(folder), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        try {
            if (channel.tryLock() != null) {
                return Optional.of(channel);
            }
        } catch (OverlappingFileLockException e) {
            // Of this very process.
        }
        channel.close();
        return Optional.empty();
    }

    static Path lock(Path folder) {
        return folder.resolveSibling(folder.getFileName() + LOCK);
    }

    Path path() {
        return path;
    }

    private void endLeftOver() throws IOException {
        Path file = path.resolve(PROCESS);
        if (!Files.isRegularFile(file)) {
            return;
        }
        Running running;
        try {
            running = Json.read(Files.readAllBytes(file), Running.class);
        } catch (TandemException e) {
            // Half written: the process had not begun.
            return;
        }
        ProcessHandle.of(running.pid())
                .filter(process -> started(process) == running.started())
                .ifPresent(process -> {
                    process.descendants().forEach(ProcessHandle::destroyForcibly);
                    process.destroyForcibly();
                });
    }

    void running(ProcessHandle process) throws IOException {
        Files.write(path.resolve(PROCESS), Json.bytes(new Running(process.pid(), started(process))));
    }

    private static long started(ProcessHandle process) {
        return process.info().startInstant().map(Instant::toEpochMilli).orElse(-1L);
    }

    /** Leaves nothing of an earlier attempt but its checkpoint, and writes the job. */
    void prepare(TrainingJob job) throws IOException {
        try (var children = Files.list(path)) {
            for (Path child : children.filter(found -> !found.getFileName().toString().equals(CHECKPOINT)).toList()) {
                delete(child);
            }
        }
        Files.createDirectories(path.resolve(CHECKPOINT));
        Files.createDirectories(path.resolve("model"));
        Files.createDirectories(path.resolve("answers"));
        SortedMap<String, Object> description = new TreeMap<>();
        description.put("format", FORMAT);
        description.put("key", job.key());
        description.put("model", job.model());
        description.put("seed", job.seed());
        description.put("config", job.config());
        description.put("image", base(job.data().image()));
        description.put("text", base(job.data().text()));
        description.put("training", rows("training", job.data().training(), job, true));
        description.put("held_out", rows("held_out", job.data().heldOut(), job, false));
        job.label().ifPresent(label -> description.put("label", Map.of("field", label.field(), "positive", label.positive())));
        Files.write(path.resolve("job.json"), Json.bytes(description));
    }

    private static Map<String, Object> base(BaseModel base) {
        return Map.of("model", base.model(), "output", base.output(), "width", base.width());
    }

    private Map<String, Object> rows(String name, JobRows rows, TrainingJob job, boolean targets) throws IOException {
        Optional<boolean[]> positive = job.label().map(label -> label.of(rows));
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(path.resolve(name + ".jsonl")))) {
            for (int i = 0; i < rows.count(); i++) {
                JobRow row = rows.rows().get(i);
                SortedMap<String, String> attributes = new TreeMap<>(row.attributes());
                SortedMap<String, Object> line = new TreeMap<>(Map.of("id", row.id(), "attributes", attributes));
                if (positive.isPresent() && targets) {
                    line.put("target", positive.get()[i] ? 1 : 0);
                } else {
                    // What is held out comes without what is asked of it.
                    job.label().ifPresent(label -> attributes.remove(label.field()));
                }
                out.write(Json.bytes(line));
                out.write('\n');
            }
        }
        vectors(name + ".images.f32", rows.images());
        vectors(name + ".texts.f32", rows.texts());
        return Map.of("count", rows.count(), "rows", name + ".jsonl", "images", name + ".images.f32", "texts", name + ".texts.f32");
    }

    private void vectors(String name, float[][] rows) throws IOException {
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(path.resolve(name)))) {
            for (float[] row : rows) {
                ByteBuffer bytes = ByteBuffer.allocate(row.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
                bytes.asFloatBuffer().put(row);
                out.write(bytes.array());
            }
        }
    }

    /** Deletes all that is in it, checkpoint and all. */
    void clear() throws IOException {
        delete(path);
    }

    static void delete(Path tree) throws IOException {
        Files.walkFileTree(tree, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.deleteIfExists(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException problem) throws IOException {
                if (problem instanceof NoSuchFileException) {
                    return FileVisitResult.CONTINUE;
                }
                throw problem;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path folder, IOException problem) throws IOException {
                Files.deleteIfExists(folder);
                return FileVisitResult.CONTINUE;
            }
        });
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
