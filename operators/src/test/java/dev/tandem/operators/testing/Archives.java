package dev.tandem.operators.testing;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.Locale;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Writes archives for tests, with any entry names. */
public final class Archives {
    private static final int BLOCK = 512;

    private Archives() {}

    /** A zip archive whose entries carry a time without a zone. */
    public static Path zip(Path file, LocalDateTime time, Map<String, byte[]> entries) throws IOException {
        try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(file))) {
            for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
                ZipEntry header = new ZipEntry(entry.getKey());
                header.setTimeLocal(time);
                out.putNextEntry(header);
                out.write(entry.getValue());
                out.closeEntry();
            }
        }
        return file;
    }

    public static Path zip(Path file, Map<String, byte[]> entries) throws IOException {
        return zip(file, LocalDateTime.of(2020, 1, 2, 3, 4, 6), entries);
    }

    /** A tar archive; the same as GNU tar writes in its ustar format, but for times and owners. */
    public static byte[] tar(Map<String, byte[]> entries) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
            out.write(tarHeader(entry.getKey(), '0', entry.getValue().length));
            out.write(entry.getValue());
            out.write(new byte[(BLOCK - entry.getValue().length % BLOCK) % BLOCK]);
        }
        out.write(new byte[2 * BLOCK]);
        return out.toByteArray();
    }

    public static byte[] tarHeader(String name, char type, long size) {
        byte[] header = new byte[BLOCK];
        put(header, 0, name);
        put(header, 100, "0000644\0");
        put(header, 124, String.format(Locale.ROOT, size < 0 ? "-%010o\0" : "%011o\0", Math.abs(size)));
        put(header, 148, "        ");
        put(header, 156, String.valueOf(type));
        put(header, 257, "ustar\00000");
        int sum = 0;
        for (byte b : header) {
            sum += b & 0xff;
        }
        put(header, 148, String.format(Locale.ROOT, "%06o\0 ", sum));
        return header;
    }

    private static void put(byte[] header, int at, String value) {
        byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
        System.arraycopy(bytes, 0, header, at, bytes.length);
    }
}
