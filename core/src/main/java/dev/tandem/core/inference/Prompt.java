package dev.tandem.core.inference;

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

    /** An image file. */
    public record Image(String mediaType, byte[] bytes) {}
}
