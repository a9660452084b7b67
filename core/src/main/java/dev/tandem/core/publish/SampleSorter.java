package dev.tandem.core.publish;

import dev.tandem.core.model.Digest;
import dev.tandem.core.model.Sample;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Sorts samples by id through temporary files, one for each prefix of the ids: ids are digests and spread evenly, so that
 * memory holds about {@value #BUCKET_SAMPLES} samples at a time, however many there are.
 */
final class SampleSorter implements AutoCloseable {
    private static final int BUCKET_SAMPLES = 512;
    private static final int MAX_PREFIX_DIGITS = 3;
    private static final long INLINE_BYTES = 64L << 10;

    private final Path folder;
    private final int digits;
    private final List<DataOutputStream> buckets = new ArrayList<>();
    private final Function<Digest, byte[]> blobs;

    SampleSorter(long expectedSamples, Function<Digest, byte[]> blobs) throws IOException {
        this.blobs = blobs;
        int needed = 0;
        for (long capacity = BUCKET_SAMPLES; capacity < expectedSamples && needed < MAX_PREFIX_DIGITS; capacity *= 16) {
            needed++;
        }
        digits = needed;
        folder = Files.createTempDirectory("tandem-sort-");
        for (int i = 0; i < 1 << (4 * digits); i++) {
            buckets.add(new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(file(i)))));
        }
    }

    /** Adds a sample; media above {@value #INLINE_BYTES} bytes must be readable through {@code blobs}. */
    void add(Sample sample) throws IOException {
        int bucket = digits == 0 ? 0 : Integer.parseInt(sample.id().hex().substring(0, digits), 16);
        SampleSpool.write(buckets.get(bucket), sample, INLINE_BYTES);
    }

    static long inlineBytes() {
        return INLINE_BYTES;
    }

    void forEachSorted(Consumer<Sample> consumer) throws IOException {
        for (DataOutputStream bucket : buckets) {
            bucket.close();
        }
        for (int i = 0; i < buckets.size(); i++) {
            List<Sample> samples = new ArrayList<>();
            try (DataInputStream in = new DataInputStream(new BufferedInputStream(Files.newInputStream(file(i)), 1 << 16))) {
                while (true) {
                    in.mark(1);
                    if (in.read() < 0) {
                        break;
                    }
                    in.reset();
                    samples.add(SampleSpool.read(in, blobs));
                }
            } catch (EOFException e) {
                throw new IOException("The temporary file " + file(i) + " was cut short", e);
            }
            samples.sort(Comparator.comparing(Sample::id));
            samples.forEach(consumer);
        }
    }

    private Path file(int bucket) {
        return folder.resolve(String.valueOf(bucket));
    }

    @Override
    public void close() throws IOException {
        for (int i = 0; i < buckets.size(); i++) {
            buckets.get(i).close();
            Files.deleteIfExists(file(i));
        }
        Files.deleteIfExists(folder);
    }
}
