package dev.tandem.core.engine;

import dev.tandem.core.error.ErrorCode;
import dev.tandem.core.error.TandemException;
import dev.tandem.core.model.Sample;
import dev.tandem.core.operator.Deduplicator;
import dev.tandem.core.operator.LineReader;
import dev.tandem.core.operator.Reader;
import dev.tandem.core.operator.SampleView;
import dev.tandem.core.shard.RowFailure;
import dev.tandem.core.sort.SortSpace;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Iterator;
import java.util.Optional;
import org.roaringbitmap.RoaringBitmap;

/**
 * Takes the duplicates out of a file of lines: a walk that reads and signs, and one that copies the lines that stay, as they
 * stand. What is the same is found in between; memory is bounded but for a bit for each line.
 */
public final class LineDeduplication {
    private final LineReader reader;
    private final Reader.Input input;
    private final Reader.InputFile file;

    /** For one file of an input. */
    public LineDeduplication(LineReader reader, Reader.Input input, Reader.InputFile file) {
        this.reader = reader;
        this.input = input;
        this.file = file;
    }

    /**
     * What became of the lines.
     *
     * @param dropped as duplicates
     * @param failed that could not be compared
     * @param unread that are no samples
     */
    public record Counts(long kept, long dropped, long failed, long unread) {}

    /** Receives what became of lines: those that could not be read come first, then all samples in order. */
    public interface Told {
        void unread(String source, RowFailure failure);

        /**
         * Takes a sample.
         *
         * @param verdict none where nothing is the same
         */
        void sample(Sample sample, Optional<DirectDeduplication.Verdict> verdict);
    }

    /**
     * Deduplicates.
     *
     * @param out receives the lines that stay
     * @param told empty where nobody asks for what became of each line, which takes a walk of its own
     */
    public Counts run(Deduplicator operator, SortSpace space, OutputStream out, Optional<Told> told) throws IOException {
        RoaringBitmap kept = new RoaringBitmap();
        long[] failed = {0};
        long unread;
        long samples;
        try (DirectDeduplication duplicates = new DirectDeduplication(operator, space)) {
            unread = read(duplicates, kept, told);
            samples = kept.getLongCardinality();
            duplicates.find();
            duplicates.verdicts().forEachRemaining(verdict -> {
                failed[0] += verdict.failure().isPresent() ? 1 : 0;
                if (!verdict.keep()) {
                    kept.remove((int) verdict.position());
                }
            });
            if (told.isPresent()) {
                tell(duplicates.verdicts(), told.get());
            }
        }
        kept.runOptimize();
        reader.copy(file, line -> kept.contains((int) line), out);
        long staying = kept.getLongCardinality();
        return new Counts(staying, samples - staying - failed[0], failed[0], unread);
    }

    private long read(DirectDeduplication duplicates, RoaringBitmap read, Optional<Told> told) {
        long[] unread = {0};
        reader.lines(input, file, new LineReader.Lines() {
            @Override
            public void accept(long line, Sample sample) {
                if (line > Integer.MAX_VALUE) {
                    throw new TandemException(ErrorCode.MEMORY_LIMIT, "'" + file.name() + "' has more than " + Integer.MAX_VALUE
                            + " lines, which is more than one process deduplicates. Use './tandem run' for larger inputs.");
                }
                read.add((int) line);
                duplicates.add(line, new SampleView(sample));
            }

            @Override
            public void fail(String source, ErrorCode code, String message) {
                unread[0]++;
                told.ifPresent(consumer -> consumer.unread(source, new RowFailure(code, message)));
            }
        });
        return unread[0];
    }

    private void tell(Iterator<DirectDeduplication.Verdict> verdicts, Told told) {
        reader.lines(input, file, new LineReader.Lines() {
            private Optional<DirectDeduplication.Verdict> next = next();

            private Optional<DirectDeduplication.Verdict> next() {
                return verdicts.hasNext() ? Optional.of(verdicts.next()) : Optional.empty();
            }

            @Override
            public void accept(long line, Sample sample) {
                Optional<DirectDeduplication.Verdict> here = next.filter(verdict -> verdict.position() == line);
                told.sample(sample, here);
                next = here.isPresent() ? next() : next;
            }

            @Override
            public void fail(String source, ErrorCode code, String message) {
                // It was told before.
            }
        });
    }
}
