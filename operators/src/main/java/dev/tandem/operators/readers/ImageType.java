package dev.tandem.operators.readers;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Media types of images, from their first bytes: names and declared types are not believed. */
final class ImageType {
    private static final List<String> ENDINGS = List.of(".png", ".jpg", ".jpeg", ".gif", ".webp", ".bmp");

    private ImageType() {}

    /** Whether a file's name promises an image of one of these types. */
    static boolean isNamedLikeImage(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        return ENDINGS.stream().anyMatch(lower::endsWith);
    }

    static Optional<String> of(byte[] bytes) {
        if (starts(bytes, 0, "\u0089PNG\r\n")) {
            return Optional.of("image/png");
        }
        if (starts(bytes, 0, "\u00ff\u00d8\u00ff")) {
            return Optional.of("image/jpeg");
        }
        if (starts(bytes, 0, "GIF8")) {
            return Optional.of("image/gif");
        }
        if (starts(bytes, 0, "RIFF") && starts(bytes, 8, "WEBP")) {
            return Optional.of("image/webp");
        }
        return starts(bytes, 0, "BM") ? Optional.of("image/bmp") : Optional.empty();
    }

    private static boolean starts(byte[] bytes, int at, String magic) {
        byte[] expected = magic.getBytes(StandardCharsets.ISO_8859_1);
        if (bytes.length < at + expected.length) {
            return false;
        }
        for (int i = 0; i < expected.length; i++) {
            if (bytes[at + i] != expected[i]) {
                return false;
            }
        }
        return true;
    }
}
