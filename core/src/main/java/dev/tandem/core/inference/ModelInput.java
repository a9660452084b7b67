package dev.tandem.core.inference;

/** A value that a model reads. */
public sealed interface ModelInput {
    /** A text, as it is: what the contract says of its length and of a template is done to it later. */
    record Text(String text) implements ModelInput {}

    /** A picture of any size. */
    record Image(RgbPixels pixels) implements ModelInput {}

    /**
     * Numbers.
     *
     * @param values the last axis first; not to be changed
     * @param shape lengths along the axes; not to be changed
     */
    record Numbers(float[] values, int[] shape) implements ModelInput {
        public Numbers {
            if (Shape.count(shape) != values.length) {
                throw new IllegalArgumentException("A shape of " + Shape.count(shape) + " values for " + values.length);
            }
        }

        /** Numbers along one axis. */
        public static Numbers of(float... values) {
            return new Numbers(values, new int[] {values.length});
        }
    }
}
