package dev.tandem.core.model;

import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.Map;
import java.util.Objects;
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
            case Text text -> text.isEncoded() ? Text.ofUtf8(text.utf8(), all) : new Text(text.text(), all);
            case Media media -> new Media(media.modality(), media.mediaType(), media.content(), all);
        };
    }

    /**
     * A stretch of text: characters, or their UTF-8 as long as nobody has asked for characters, so that what only passes a text
     * on does not decode it. Never both, which would take twice the memory.
     */
    final class Text implements Part {
        private final Map<String, String> attributes;
        /** A String or a byte[]. */
        private volatile Object content;

        public Text(String text, Map<String, String> attributes) {
            this(attributes, text);
        }

        public Text(String text) {
            this(text, Map.of());
        }

        private Text(Map<String, String> attributes, Object content) {
            this.attributes = sorted(attributes);
            this.content = Objects.requireNonNull(content);
        }

        /**
         * A text that was written as UTF-8 before.
         *
         * @param utf8 valid, and not to be changed any more
         */
        public static Text ofUtf8(byte[] utf8, Map<String, String> attributes) {
            return new Text(attributes, utf8);
        }

        public String text() {
            if (content instanceof byte[] utf8) {
                // Of threads that decode at once, each puts the same.
                content = new String(utf8, StandardCharsets.UTF_8);
            }
            return (String) content;
        }

        /** Whether {@link #utf8} is at hand, and {@link #text} would have to be decoded. */
        public boolean isEncoded() {
            return content instanceof byte[];
        }

        /** The text as UTF-8, half a surrogate pair as a question mark; not to be changed. */
        public byte[] utf8() {
            return content instanceof byte[] utf8 ? utf8 : ((String) content).getBytes(StandardCharsets.UTF_8);
        }

        @Override
        public Map<String, String> attributes() {
            return attributes;
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Text that && text().equals(that.text()) && attributes.equals(that.attributes);
        }

        @Override
        public int hashCode() {
            return 31 * text().hashCode() + attributes.hashCode();
        }

        @Override
        public String toString() {
            return "Text[text=" + text() + ", attributes=" + attributes + "]";
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
        return attributes.isEmpty() ? Map.of() : Collections.unmodifiableMap(new TreeMap<>(attributes));
    }
}
