package dev.tandem.core.operator;

import dev.tandem.core.model.Sample;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Iterator;

/** Writes samples as one file of a published data set; the same samples give the same bytes. */
public interface Writer extends CurationOperator {

    /** Ending of the files, without a dot: {@code parquet}, {@code jsonl}, {@code tar}. */
    String extension();

    void write(Iterator<Sample> samples, Output out) throws IOException;

    /** The file being written, and a place for media files beside it. */
    interface Output {
        OutputStream stream();

        /** Puts a media file beside the samples, once for each name, and returns its path relative to the samples' file. */
        String media(String name, byte[] bytes) throws IOException;
    }
}
