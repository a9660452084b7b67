package dev.tandem.operators.creators.scenes;

/**
 * One thing in a scene.
 *
 * @param x of its middle, in pixels from the left
 * @param y of its middle, in pixels from the top
 */
record Thing(Colour colour, Shape shape, boolean large, int x, int y) {
    private static final int LARGE = 26;
    private static final int SMALL = 13;

    int radius() {
        return large ? LARGE : SMALL;
    }

    /** Colour and shape. */
    String name() {
        return colour.word() + " " + shape.word();
    }
}
