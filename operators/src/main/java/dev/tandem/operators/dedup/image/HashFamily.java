package dev.tandem.operators.dedup.image;

import dev.tandem.operators.image.codec.DecodedImage;
import dev.tandem.operators.image.codec.Pixels;
import dev.tandem.operators.image.codec.Turning;

/** Whose hash of an image it is. The hashes of two families differ by a few bits of the same picture. */
public enum HashFamily {
    /** That of ImageHash: of the picture made grey and then small, as its pixels are stored. */
    IMAGEHASH,
    /** That of imagededup: of the picture made small and then grey, as its pixels are stored. */
    IMAGEDEDUP,
    /** That of Data-Juicer: imagededup's, of the picture turned as its camera noted. */
    DATA_JUICER;

    /** What the hash is made of. */
    Pixels pixels(DecodedImage image) {
        return switch (this) {
            case IMAGEHASH -> image.grey();
            case IMAGEDEDUP -> image.pixels();
            case DATA_JUICER -> Turning.of(image.pixels(), image.header().orientation());
        };
    }

    int[][] thumbnail(Pixels image, int width, int height) {
        return this == IMAGEHASH
                ? GreyThumbnail.of(image, width, height)
                : GreyThumbnail.ofColours(image, width, height);
    }

    /** Whether what equals the middle sets its bit. */
    boolean setsEqual() {
        return this != IMAGEHASH;
    }
}
