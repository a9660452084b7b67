package dev.tandem.operators.readers;

import dev.tandem.core.model.MediaContent;
import dev.tandem.core.model.Modality;
import dev.tandem.core.model.Part;
import dev.tandem.core.model.PartAttributes;
import dev.tandem.operators.media.codec.MediaFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Media parts of files: what a file is, its first bytes tell. */
final class MediaParts {
    private static final List<String> PLAYED = List.of(
            ".wav", ".flac", ".mp3", ".aac", ".m4a", ".ogg", ".oga", ".opus", ".mka", ".weba",
            ".mp4", ".m4v", ".mov", ".3gp", ".mkv", ".webm", ".avi", ".ogv");

    private MediaParts() {}

    /** Whether a file's name promises sound or video of a known kind. */
    static boolean isNamedLikePlayed(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        return PLAYED.stream().anyMatch(lower::endsWith);
    }

    /** An image, a sound or a video; empty for what is none of a known kind. */
    static Optional<Part.Media> of(byte[] file, String path) {
        return image(file, path).or(() -> played(file, path));
    }

    /** An image alone. */
    static Optional<Part.Media> image(byte[] file, String path) {
        return ImageType.of(file).map(type -> part(Modality.IMAGE, type, file, path));
    }

    /** A sound or a video. */
    static Optional<Part.Media> played(byte[] file, String path) {
        return MediaFormat.of(file).map(format -> part(format.modality(), format.mediaType(), file, path));
    }

    private static Part.Media part(Modality modality, String type, byte[] file, String path) {
        return new Part.Media(modality, type, MediaContent.of(file), Map.of(PartAttributes.URL, path));
    }
}
