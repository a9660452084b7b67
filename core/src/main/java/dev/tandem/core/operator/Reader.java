package dev.tandem.core.operator;

import dev.tandem.core.error.ErrorCode;
import dev.tandem.core.error.TandemException;
import dev.tandem.core.model.Sample;
import java.nio.file.Path;
import java.util.List;

/** Turns input files into samples. */
public interface Reader extends CurationOperator {

    /**
     * Cuts the input into splits of at most {@code samplesPerSplit} samples each, always the same way for the same
     * input. A file that cannot be opened gets a split of its own, whose reading reports it as failed.
     */
    List<Split> split(Input input, int samplesPerSplit);

    /** Reads one split; what cannot be read is reported as failed, and reading goes on. */
    void read(Input input, Split split, Output out);

    /** The files of an input, sorted by name. */
    interface Input {
        List<InputFile> files();
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
     */
    record Split(String file, long from, long to) {}

    /** Where read samples go. */
    interface Output {
        void accept(Sample sample);

        /** Something that was to be a sample cannot be read. */
        void fail(String source, ErrorCode code, String message);
    }
}
