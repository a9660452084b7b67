package dev.tandem.operators.readers;

import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Regular files of a tar archive (ustar, with GNU and pax long names), in order. Contents are read only when asked for.
 */
final class TarArchive implements Closeable {
    private static final int BLOCK = 512;
    private static final int MAX_NAME_BYTES = 1 << 16;

    private final InputStream in;
    private long unread;

    TarArchive(Path file) throws IOException {
        in = new BufferedInputStream(Files.newInputStream(file), 1 << 16);
    }

    /** A regular file. */
    record Entry(String name, long size) {}

    Optional<Entry> next() throws IOException {
        Optional<String> longName = Optional.empty();
        while (true) {
            in.skipNBytes(unread);
            unread = 0;
            byte[] header = in.readNBytes(BLOCK);
            if (header.length == 0 || isZero(header)) {
                return Optional.empty();
            }
            if (header.length < BLOCK || checksum(header) != octal(header, 148, 8)) {
                throw new IOException("not a tar archive, or cut short");
            }
            long size = octal(header, 124, 12);
            if (size < 0) {
                throw new IOException("not a tar archive: a size is " + size);
            }
            unread = (size + BLOCK - 1) / BLOCK * BLOCK;
            char type = (char) header[156];
            if (type == 'L' || type == 'x') {
                String content = new String(content(new Entry("", size), MAX_NAME_BYTES), StandardCharsets.UTF_8);
                longName = type == 'L'
                        ? Optional.of(content.replace("\0", ""))
                        : paxPath(content);
            } else if (type == '0' || type == '\0') {
                return Optional.of(new Entry(longName.orElseGet(() -> name(header)), size));
            } else {
                longName = Optional.empty();
            }
        }
    }

    /** The bytes of the entry that was returned last. */
    byte[] content(Entry entry, long limit) throws IOException {
        if (entry.size() > limit) {
            throw new IOException("the entry has " + entry.size() + " bytes, more than " + limit);
        }
        byte[] bytes = in.readNBytes((int) entry.size());
        if (bytes.length < entry.size()) {
            throw new EOFException("the archive is cut short");
        }
        unread -= entry.size();
        return bytes;
    }

    private static Optional<String> paxPath(String records) {
        for (String line : records.split("\n")) {
            int start = line.indexOf(" path=");
            if (start >= 0) {
                return Optional.of(line.substring(start + " path=".length()));
            }
        }
        return Optional.empty();
    }

    private static String name(byte[] header) {
        String name = text(header, 0, 100);
        String prefix = new String(header, 257, 5, StandardCharsets.US_ASCII).equals("ustar")
                ? text(header, 345, 155)
                : "";
        return prefix.isEmpty() ? name : prefix + "/" + name;
    }

    private static String text(byte[] header, int from, int length) {
        int end = from;
        while (end < from + length && header[end] != 0) {
            end++;
        }
        return new String(header, from, end - from, StandardCharsets.UTF_8);
    }

    private static long octal(byte[] header, int from, int length) throws IOException {
        String digits = text(header, from, length).strip();
        try {
            return digits.isEmpty() ? 0 : Long.parseLong(digits, 8);
        } catch (NumberFormatException e) {
            throw new IOException("not a tar archive: a size is '" + digits + "'", e);
        }
    }

    private static long checksum(byte[] header) {
        long sum = 0;
        for (int i = 0; i < BLOCK; i++) {
            sum += i >= 148 && i < 156 ? ' ' : header[i] & 0xff;
        }
        return sum;
    }

    private static boolean isZero(byte[] header) {
        for (byte b : header) {
            if (b != 0) {
                return false;
            }
        }
        return true;
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
