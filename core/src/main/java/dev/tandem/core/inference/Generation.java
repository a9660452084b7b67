package dev.tandem.core.inference;

import java.util.OptionalInt;

/**
 * What a model wrote.
 *
 * @param whole whether it came to an end by itself, and was not cut off
 * @param promptTokens tokens that it read; empty where its server does not tell
 * @param writtenTokens tokens that it wrote; empty where its server does not tell
 */
public record Generation(String text, boolean whole, OptionalInt promptTokens, OptionalInt writtenTokens) {}
