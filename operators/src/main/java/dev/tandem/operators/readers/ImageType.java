package dev.tandem.operators.readers;

import dev.tandem.operators.image.codec.ImageFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Media types of images, from their first bytes: names and declared types are not believed. */
final class ImageType {
    private static final List<String> ENDINGS =
            List.of(".png", ".jpg", ".jpeg", ".gif", ".webp", ".bmp", ".tif", ".tiff");

    private ImageType() {}

    /** Whether a file's name promises an image of one of these types. */
    static boolean isNamedLikeImage(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        return ENDINGS.stream().anyMatch(lower::endsWith);
    }

    static Optional<String> of(byte[] bytes) {
        return ImageFormat.of(bytes).map(ImageFormat::mediaType);
    }
}
