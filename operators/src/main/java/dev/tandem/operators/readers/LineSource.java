package dev.tandem.operators.readers;

import dev.tandem.core.error.ErrorCode;
import dev.tandem.core.error.SampleFailedException;
import dev.tandem.core.operator.Reader;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.util.Locale;
import java.util.zip.GZIPInputStream;

/** Lines of a file as bytes; a line that is too long is passed over without being held. */
final class LineSource implements Closeable {
    private static final int BUFFER_BYTES = 1 << 16;

    private final InputStream in;
    private final long maxBytes;

    private LineSource(InputStream in, long maxBytes) {
        this.in = in;
        this.maxBytes = maxBytes;
    }

    static LineSource open(Reader.InputFile file, long maxBytes) throws IOException {
        InputStream raw = Files.newInputStream(file.path());
        try {
            boolean compressed = file.name().toLowerCase(Locale.ROOT).endsWith(".gz");
            InputStream plain = compressed ? new GZIPInputStream(raw, BUFFER_BYTES) : raw;
            return new LineSource(new BufferedInputStream(plain, BUFFER_BYTES), maxBytes);
        } catch (IOException e) {
            raw.close();
            throw e;
        }
    }

    /** Counts the lines of a file; one where reading breaks off counts, too. */
    static long count(Reader.InputFile file) {
        long lines = 0;
        try (LineSource source = open(file, 0)) {
            while (source.skip()) {
                lines++;
            }
        } catch (IOException e) {
            lines++;
        }
        return lines;
    }

    /** Passes over a line; false at the end. */
    boolean skip() throws IOException {
        int read = in.read();
        if (read < 0) {
            return false;
        }
        while (read >= 0 && read != '\n') {
            read = in.read();
        }
        return true;
    }

    /** The next line without its line feed. */
    byte[] next() throws IOException, SampleFailedException {
        ByteArrayOutputStream line = new ByteArrayOutputStream(1_024);
        long length = 0;
        for (int read = in.read(); read >= 0 && read != '\n'; read = in.read()) {
            length++;
            if (length <= maxBytes) {
                line.write(read);
            }
        }
        if (length > maxBytes) {
            throw new SampleFailedException(
                    ErrorCode.TOO_LARGE, "The line has " + length + " bytes, more than " + maxBytes);
        }
        return line.toByteArray();
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
