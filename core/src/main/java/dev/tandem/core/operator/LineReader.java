package dev.tandem.core.operator;

import dev.tandem.core.error.ErrorCode;
import dev.tandem.core.model.Sample;
import java.io.IOException;
import java.io.OutputStream;
import java.util.function.LongPredicate;

/** A reader of files in which each line is a sample: a file can be read in one go, and lines copied as they stand. */
public interface LineReader extends Reader {

    /** Reads a file to its end, as {@link #read} would read its splits. */
    void lines(Input input, InputFile file, Lines out);

    /**
     * Copies lines, each with a line feed behind it; of a file that breaks off, those before that.
     *
     * @param wanted told the numbers of lines, from 1 on
     */
    void copy(InputFile file, LongPredicate wanted, OutputStream out) throws IOException;

    /** Where samples go, with the numbers of their lines, which ascend from 1 on; lines that are no sample are not told. */
    interface Lines {
        void accept(long line, Sample sample);

        /** Something that was to be a sample cannot be read. */
        void fail(String source, ErrorCode code, String message);
    }
}
