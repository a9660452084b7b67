package dev.tandem.core.selection;

import dev.tandem.core.error.ErrorCode;
import dev.tandem.core.error.TandemException;
import dev.tandem.core.operator.SetSelector.KeyCounts;
import dev.tandem.core.operator.SetSelector.KeySink;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.PriorityQueue;

/**
 * Merges sorted runs into one, the numbers of equal keys added up. Runs are held in memory up to a number of bytes, and merged into
 * a temporary file whenever there are more; files are merged a bounded number at a time. So memory does not grow with the number of
 * runs or keys; disk does, to twice the size of all runs at most.
 */
public final class RunMerge implements AutoCloseable {
    /** Files read at a time, each through a buffer of {@value #BUFFER}. */
    private static final int FAN_IN = 256;
    private static final int BUFFER = 1 << 16;

    private final int keyBytes;
    private final long memoryBytes;
    private final Runnable progress;
    private final List<Run> inMemory = new ArrayList<>();
    private final List<Run> files = new ArrayList<>();
    private long held;
    private long total;

    /**
     * A merge of nothing yet.
     *
     * @param memoryBytes of runs that are held before they are merged into a file; one run may be larger
     * @param progress told of every key that is walked over; may throw to stop the work
     */
    public RunMerge(int keyBytes, long memoryBytes, Runnable progress) {
        this.keyBytes = keyBytes;
        this.memoryBytes = memoryBytes;
        this.progress = progress;
    }

    /** A run that can be opened again and again. */
    private sealed interface Run {
        InputStream open() throws IOException;

        /** In memory. */
        record Held(byte[] bytes) implements Run {
            @Override
            public InputStream open() {
                return new ByteArrayInputStream(bytes);
            }
        }

        /** In a temporary file. */
        record Spilled(Path file) implements Run {
            @Override
            public InputStream open() throws IOException {
                return new BufferedInputStream(Files.newInputStream(file), BUFFER);
            }
        }
    }

    /**
     * Adds a run as {@link KeySorter#run} makes it.
     *
     * @param total the sum of its numbers
     */
    public void add(byte[] run, long total) {
        inMemory.add(new Run.Held(run));
        held += run.length;
        this.total += total;
        if (held > memoryBytes) {
            spill();
        }
    }

    /** All keys; good until this is closed. */
    public KeyCounts merged() {
        Run all;
        if (files.isEmpty()) {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            merge(inMemory, out);
            all = new Run.Held(out.toByteArray());
        } else {
            spill();
            while (files.size() > 1) {
                List<Run> first = new ArrayList<>(files.subList(0, Math.min(FAN_IN, files.size())));
                files.add(toFile(first));
                files.subList(0, first.size()).clear();
                first.forEach(RunMerge::delete);
            }
            all = files.getFirst();
        }
        inMemory.clear();
        return new All(all);
    }

    private void spill() {
        if (!inMemory.isEmpty()) {
            files.add(toFile(inMemory));
            inMemory.clear();
            held = 0;
        }
    }

    private Run toFile(List<Run> runs) {
        try {
            Path file = Files.createTempFile("tandem-merge-", ".keys");
            Run.Spilled run = new Run.Spilled(file);
            try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file), BUFFER)) {
                merge(runs, out);
            } catch (IOException | RuntimeException e) {
                delete(run);
                throw e;
            }
            return run;
        } catch (IOException e) {
            throw noSpace(e);
        } catch (UncheckedIOException e) {
            throw noSpace(e.getCause());
        }
    }

    private void merge(List<Run> runs, OutputStream out) {
        List<KeyRun.Cursor> cursors = new ArrayList<>();
        try (KeyRun.Writer writer = new KeyRun.Writer(out, keyBytes)) {
            PriorityQueue<KeyRun.Cursor> next =
                    new PriorityQueue<>((left, right) -> Arrays.compareUnsigned(left.key(), right.key()));
            for (Run run : runs) {
                KeyRun.Cursor cursor = new KeyRun.Cursor(run.open(), keyBytes);
                cursors.add(cursor);
                if (cursor.next()) {
                    next.add(cursor);
                }
            }
            byte[] key = new byte[keyBytes];
            while (!next.isEmpty()) {
                System.arraycopy(next.peek().key(), 0, key, 0, keyBytes);
                long number = 0;
                while (!next.isEmpty() && Arrays.equals(next.peek().key(), key)) {
                    KeyRun.Cursor cursor = next.poll();
                    number += cursor.number();
                    if (cursor.next()) {
                        next.add(cursor);
                    }
                }
                writer.accept(key, number);
                progress.run();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            cursors.forEach(KeyRun.Cursor::close);
        }
    }

    private static void delete(Run run) {
        if (run instanceof Run.Spilled(Path file)) {
            try {
                Files.deleteIfExists(file);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    static TandemException noSpace(IOException cause) {
        return new TandemException(
                ErrorCode.DISK_FULL,
                "Could not write temporary files in " + System.getProperty("java.io.tmpdir") + ": " + cause.getMessage()
                        + ". Free some space and run again: finished work is kept.",
                cause);
    }

    @Override
    public void close() {
        files.forEach(RunMerge::delete);
    }

    private final class All implements KeyCounts {
        private final Run run;

        All(Run run) {
            this.run = run;
        }

        @Override
        public long total() {
            return total;
        }

        @Override
        public void forEach(KeySink consumer) {
            try (KeyRun.Cursor cursor = new KeyRun.Cursor(run.open(), keyBytes)) {
                while (cursor.next()) {
                    progress.run();
                    consumer.accept(cursor.key(), cursor.number());
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
