package dev.tandem.operators.image.codec;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;

/** The kinds of image files that are read, told by their first bytes: names and declared types are not believed. */
public enum ImageFormat {
    JPEG,
    PNG,
    GIF,
    WEBP,
    BMP,
    TIFF;

    /** The kind of a file; empty for what is none of these. */
    public static Optional<ImageFormat> of(byte[] file) {
        if (starts(file, 0, "\u00ff\u00d8\u00ff")) {
            return Optional.of(JPEG);
        }
        if (starts(file, 0, "\u0089PNG\r\n")) {
            return Optional.of(PNG);
        }
        if (starts(file, 0, "GIF8")) {
            return Optional.of(GIF);
        }
        if (starts(file, 0, "RIFF") && starts(file, 8, "WEBP")) {
            return Optional.of(WEBP);
        }
        if (starts(file, 0, "II*\0") || starts(file, 0, "MM\0*")) {
            return Optional.of(TIFF);
        }
        return starts(file, 0, "BM") ? Optional.of(BMP) : Optional.empty();
    }

    /** The IANA media type. */
    public String mediaType() {
        return "image/" + readerName();
    }

    /** The name under which Java's image readers know the kind. */
    String readerName() {
        return name().toLowerCase(Locale.ROOT);
    }

    private static boolean starts(byte[] file, int at, String magic) {
        byte[] expected = magic.getBytes(StandardCharsets.ISO_8859_1);
        if (file.length < at + expected.length) {
            return false;
        }
        for (int i = 0; i < expected.length; i++) {
            if (file[at + i] != expected[i]) {
                return false;
            }
        }
        return true;
    }
}
