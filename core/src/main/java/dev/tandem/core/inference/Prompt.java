package dev.tandem.core.inference;

import dev.tandem.core.model.Digest;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.List;

/**
 * What a model is told.
 *
 * @param text in one message
 * @param images before it, for models that look at pictures
 */
public record Prompt(String text, List<Image> images) {
    public Prompt {
        images = List.copyOf(images);
    }

    public static Prompt of(String text) {
        return new Prompt(text, List.of());
    }

    /** Names all that a model is told. */
    public Digest digest() {
        MessageDigest digest = Digest.sha256();
        update(digest, text.getBytes(StandardCharsets.UTF_8));
        for (Image image : images) {
            update(digest, image.mediaType().getBytes(StandardCharsets.UTF_8));
            update(digest, image.bytes());
        }
        return Digest.finish(digest, new byte[0]);
    }

    private static void update(MessageDigest digest, byte[] bytes) {
        digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(bytes.length).flip());
        digest.update(bytes);
    }

    /** An image file. */
    public record Image(String mediaType, byte[] bytes) {}
}
