package dev.tandem.media;

/** A medium that cannot be measured; the process that found out goes on. */
final class MediaFailure extends Exception {
    private static final long serialVersionUID = 1L;

    private final MediaAnswer.Failure.Kind kind;

    private MediaFailure(MediaAnswer.Failure.Kind kind, String message) {
        super(message, null, false, false);
        this.kind = kind;
    }

    /** It is not what it claims to be, or breaks off. */
    static MediaFailure broken(String message) {
        return new MediaFailure(MediaAnswer.Failure.Kind.BROKEN, message);
    }

    /** It has more of something than may be. */
    static MediaFailure limit(String message) {
        return new MediaFailure(MediaAnswer.Failure.Kind.LIMIT, message);
    }

    MediaAnswer.Failure answer() {
        return new MediaAnswer.Failure(kind, getMessage());
    }
}
