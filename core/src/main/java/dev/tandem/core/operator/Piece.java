package dev.tandem.core.operator;

import dev.tandem.core.json.Json;
import dev.tandem.core.model.Digest;
import dev.tandem.core.model.MediaContent;
import dev.tandem.core.model.Modality;
import dev.tandem.core.model.Part;
import dev.tandem.core.model.Sample;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * An image, a sound or a video of a sample, with what is known of the sample, so that an item can be made of it where the sample itself is
 * not at hand.
 *
 * @param sample id of the sample
 * @param source of the sample
 * @param metadata of the sample, sorted by name
 */
public record Piece(Digest sample, String source, Map<String, String> metadata, Part.Media media) {
    public Piece {
        metadata = Collections.unmodifiableMap(new TreeMap<>(metadata));
    }

    /** All but the bytes of the media. */
    private record Card(
            Digest sample,
            String source,
            Map<String, String> metadata,
            Modality modality,
            String mediaType,
            Digest content,
            long bytes,
            Map<String, String> attributes) {}

    /** A part of a sample. */
    public static Piece of(Sample sample, Part.Media media) {
        return new Piece(sample.id(), sample.source(), sample.metadata(), media);
    }

    /**
     * What {@link #card()} says.
     *
     * @param fetch reads the bytes of media
     */
    public static Piece of(byte[] card, Function<Digest, byte[]> fetch) {
        Card read = Json.read(card, Card.class);
        MediaContent content = MediaContent.stored(read.content(), read.bytes(), () -> fetch.apply(read.content()));
        return new Piece(
                read.sample(), read.source(), read.metadata(),
                new Part.Media(read.modality(), read.mediaType(), content, read.attributes()));
    }

    /** All but the bytes of the media, of which the digest stands in it; the same for the same piece. */
    public byte[] card() {
        return Json.bytes(new Card(
                sample, source, metadata, media.modality(), media.mediaType(), media.content().digest(), media.content().size(),
                media.attributes()));
    }

    /** Of the {@link #card()}, and by that of the media as well. */
    public Digest digest() {
        return Digest.of(card());
    }
}
