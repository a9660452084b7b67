package dev.tandem.operators.image;

/** How a sample of several images is judged: one good image is enough, or all must be good. */
public enum AnyOrAll {
    ANY,
    ALL;

    /** A sample without images is kept. */
    boolean keeps(int good, int images) {
        return images == 0 || (this == ANY ? good > 0 : good == images);
    }
}
