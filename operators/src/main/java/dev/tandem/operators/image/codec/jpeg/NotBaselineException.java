package dev.tandem.operators.image.codec.jpeg;

/** A file is of a kind that {@link BaselineJpeg} leaves to others, or broken: which of both, others find out. */
final class NotBaselineException extends Exception {
    private static final long serialVersionUID = 1;

    NotBaselineException() {
        super(null, null, false, false);
    }

    static void unless(boolean expected) throws NotBaselineException {
        if (!expected) {
            throw new NotBaselineException();
        }
    }
}
