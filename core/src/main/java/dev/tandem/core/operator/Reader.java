package dev.tandem.core.operator;

import dev.tandem.core.error.ErrorCode;
import dev.tandem.core.error.TandemException;
import dev.tandem.core.model.Sample;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;

/** Turns input files into samples. */
public interface Reader extends CurationOperator {

    /**
     * Cuts the input into splits of at most {@code samplesPerSplit} samples each, always the same way for the same
     * input. A file that cannot be read, or not to its end, has one position more than it has readable samples, whose
     * reading reports the file as failed: every sample of the input is read or failed in exactly one split.
     */
    List<Split> split(Input input, int samplesPerSplit);

    /** Reads one split; what cannot be read is reported as failed, and reading goes on. */
    void read(Input input, Split split, Output out);

    /** The files of an input, sorted by name. */
    interface Input {
        List<InputFile> files();

        /**
         * The file of a split.
         *
         * @throws NoSuchElementException when the input has no file of that name
         */
        default InputFile file(String name) {
            return files().stream().filter(file -> file.name().equals(name)).findFirst().orElseThrow();
        }
    }

    /** One input file. */
    interface InputFile {
        /** Name relative to what the user gave, with forward slashes: the same on every machine. */
        String name();

        long size();

        /** A local copy, fetched on first use. */
        Path path() throws TandemException;
    }

    /**
     * A range of an input.
     *
     * @param file name of the file; empty when the range counts the input's files
     * @param from first position, in the reader's own unit (entry, byte, row), included
     * @param to last position, excluded
     * @param start byte of the file at which the first position begins; 0 where the reader has to find it from the beginning
     */
    record Split(String file, long from, long to, long start) {

        public Split(String file, long from, long to) {
            this(file, from, to, 0);
        }

        /** Cuts {@code count} positions into splits of at most {@code size}. */
        public static List<Split> cut(String file, long count, int size) {
            List<Split> splits = new ArrayList<>();
            for (long from = 0; from < count; from += size) {
                splits.add(new Split(file, from, Math.min(from + size, count)));
            }
            return splits;
        }
    }

    /** Where read samples go. */
    interface Output {
        void accept(Sample sample);

        /** Something that was to be a sample cannot be read. */
        void fail(String source, ErrorCode code, String message);
    }
}
