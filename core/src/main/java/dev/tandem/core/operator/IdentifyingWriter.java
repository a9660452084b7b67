package dev.tandem.core.operator;

import java.io.IOException;
import java.io.InputStream;
import java.util.function.Consumer;

/** A writer whose files tell which samples are in them: two versions of a data set are compared by what it reads back. */
public interface IdentifyingWriter extends Writer {

    /** Tells of every sample of a file that this writer wrote, in the order of the file. */
    void identify(Written file, Consumer<Identity> out) throws IOException;

    /**
     * Which sample it is, and of which content.
     *
     * @param id 64 hexadecimal digits
     * @param content content digest of the sample as it was written, 64 hexadecimal digits
     */
    record Identity(String id, String content, String source) {}

    /** A file that was written. */
    interface Written {
        /** Length in bytes. */
        long size();

        /** {@code length} bytes from {@code offset}. */
        byte[] range(long offset, int length) throws IOException;

        /** The whole file, front to back, verified when its end is reached. */
        InputStream stream() throws IOException;
    }
}
