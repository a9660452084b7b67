package dev.tandem.core.model;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/** One piece of a sample, in reading order. */
public sealed interface Part {

    /** What is known of the part beside its content ({@link PartAttributes}); sorted by name. */
    Map<String, String> attributes();

    /** The same part with more attributes. */
    default Part with(Map<String, String> more) {
        Map<String, String> all = new TreeMap<>(attributes());
        all.putAll(more);
        return switch (this) {
            case Text text -> new Text(text.text(), all);
            case Media media -> new Media(media.modality(), media.mediaType(), media.content(), all);
        };
    }

    /** A stretch of text. */
    record Text(String text, Map<String, String> attributes) implements Part {
        public Text {
            attributes = sorted(attributes);
        }

        public Text(String text) {
            this(text, Map.of());
        }
    }

    /**
     * An image, a sound or a video.
     *
     * @param mediaType the IANA media type, such as {@code image/png}
     */
    record Media(Modality modality, String mediaType, MediaContent content, Map<String, String> attributes)
            implements Part {
        public Media {
            attributes = sorted(attributes);
        }
    }

    private static Map<String, String> sorted(Map<String, String> attributes) {
        return Collections.unmodifiableMap(new TreeMap<>(attributes));
    }
}
