package dev.tandem.e2e;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import java.util.zip.CRC32;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Inputs that are broken, or mean harm. */
final class BadFiles {
    private static final int MEGABYTE = 1 << 20;

    private BadFiles() {}

    static Path noArchive(Path file) {
        return write(file, "This is not an archive.".repeat(50).getBytes(StandardCharsets.UTF_8));
    }

    static byte[] cutOffImage() {
        byte[] whole = PageSite.picture(new Random(3));
        return Arrays.copyOf(whole, whole.length / 2);
    }

    /** A PNG of a few hundred bytes that says it has so many pixels. */
    static byte[] imageBomb(int width, int height) {
        ByteArrayOutputStream image = new ByteArrayOutputStream();
        try (DataOutputStream png = new DataOutputStream(image)) {
            png.write(new byte[] {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'});
            ByteArrayOutputStream header = new ByteArrayOutputStream();
            DataOutputStream fields = new DataOutputStream(header);
            fields.writeInt(width);
            fields.writeInt(height);
            fields.write(new byte[] {8, 2, 0, 0, 0});
            chunk(png, "IHDR", header.toByteArray());
            ByteArrayOutputStream pixels = new ByteArrayOutputStream();
            try (OutputStream deflated = new DeflaterOutputStream(pixels)) {
                deflated.write(new byte[10_000]);
            }
            chunk(png, "IDAT", pixels.toByteArray());
            chunk(png, "IEND", new byte[0]);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return image.toByteArray();
    }

    private static void chunk(DataOutputStream png, String type, byte[] data) throws IOException {
        png.writeInt(data.length);
        byte[] name = type.getBytes(StandardCharsets.US_ASCII);
        png.write(name);
        png.write(data);
        CRC32 check = new CRC32();
        check.update(name);
        check.update(data);
        png.writeInt((int) check.getValue());
    }

    /** An archive with one page of so many megabytes, which compress to almost nothing, and a good page. */
    static Path hugePage(Path file, int megabytes) {
        byte[] words = "word ".repeat(MEGABYTE / 5).getBytes(StandardCharsets.US_ASCII);
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
            zip.putNextEntry(new ZipEntry("huge.html"));
            for (int i = 0; i < megabytes; i++) {
                zip.write(words);
            }
            zip.putNextEntry(new ZipEntry("good.html"));
            zip.write(page("good"));
            return file;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static byte[] page(String title) {
        return ("<!doctype html><html><head><title>" + title + "</title></head><body><main><h1>" + title + "</h1><p>"
                        + "The river was in the garden and the teacher had a letter from the station. ".repeat(4)
                        + "</p></main></body></html>")
                .getBytes(StandardCharsets.UTF_8);
    }

    /** A page with bytes that no UTF-8 text has. */
    static byte[] invalidUtf8() {
        byte[] page = page("broken text");
        page[page.length / 2] = (byte) 0xff;
        return page;
    }

    static Path randomBytes(Path file, int megabytes) {
        byte[] bytes = new byte[megabytes * MEGABYTE];
        new Random(5).nextBytes(bytes);
        return write(file, bytes);
    }

    static Path write(Path file, byte[] bytes) {
        try {
            Files.createDirectories(file.getParent());
            return Files.write(file, bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
