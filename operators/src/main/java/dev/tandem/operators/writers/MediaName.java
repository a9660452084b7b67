package dev.tandem.operators.writers;

import dev.tandem.core.model.Part;
import dev.tandem.operators.media.codec.MediaFormat;

/** File names of media: the digest of their bytes, with the ending of their type. */
final class MediaName {
    private MediaName() {}

    static String of(Part.Media media) {
        return media.content().digest() + "." + ending(media.mediaType());
    }

    static String ending(String mediaType) {
        return switch (mediaType) {
            case "image/jpeg" -> "jpg";
            case "image/png", "image/gif", "image/webp", "image/bmp" -> mediaType.substring("image/".length());
            case "image/tiff" -> "tif";
            default -> MediaFormat.ofMediaType(mediaType).map(MediaFormat::ending).orElse("bin");
        };
    }
}
