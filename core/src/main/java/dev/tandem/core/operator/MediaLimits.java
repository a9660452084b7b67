package dev.tandem.core.operator;

/**
 * Limits against hostile media and pages.
 *
 * @param maxPixels largest width times height that is decoded
 * @param maxExpansion largest decoded size over encoded size (bytes over bytes)
 * @param maxMediaBytes largest encoded media file
 * @param maxTextBytes largest text, page or row
 */
public record MediaLimits(long maxPixels, double maxExpansion, long maxMediaBytes, long maxTextBytes) {
    public static final MediaLimits DEFAULT = new MediaLimits(100_000_000L, 2_000, 256L << 20, 32L << 20);
}
