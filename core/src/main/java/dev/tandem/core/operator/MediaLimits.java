package dev.tandem.core.operator;

/**
 * Limits against hostile media and pages.
 *
 * @param maxPixels largest width times height that is decoded
 * @param maxExpansion largest decoded size over encoded size of an image (bytes over bytes)
 * @param maxMediaBytes largest encoded media file
 * @param maxTextBytes largest text, page or row
 * @param playback what sounds and videos have beside
 */
public record MediaLimits(long maxPixels, double maxExpansion, long maxMediaBytes, long maxTextBytes, Playback playback) {
    public static final MediaLimits DEFAULT = new MediaLimits(100_000_000L, 2_000, 256L << 20, 32L << 20);

    public MediaLimits(long maxPixels, double maxExpansion, long maxMediaBytes, long maxTextBytes) {
        this(maxPixels, maxExpansion, maxMediaBytes, maxTextBytes, Playback.DEFAULT);
    }

    /**
     * Limits of what has a length. A still video expands without end, so that it is what has to be decoded that is limited.
     *
     * @param maxSeconds longest sound or video
     * @param maxFrames most frames of a video
     * @param maxFramePixels largest width times height of a frame; decoders hold more than a dozen of them
     * @param maxPixels most pixels of all frames together
     */
    public record Playback(double maxSeconds, long maxFrames, long maxFramePixels, long maxPixels) {
        /** Four hours; 8K; thirteen minutes of 1080p at 30 frames a second, or two hours of 480p. */
        public static final Playback DEFAULT = new Playback(14_400, 1_000_000, 36_000_000, 50_000_000_000L);
    }
}
