package dev.tandem.operators.dedup.image;

import dev.tandem.core.error.SampleFailedException;
import dev.tandem.core.model.MediaContent;
import dev.tandem.core.operator.MediaLimits;
import dev.tandem.operators.image.codec.ImageDecoder;
import dev.tandem.operators.image.codec.Pixels;
import java.util.Arrays;
import java.util.OptionalLong;

/** The perceptual hash of ImageHash, for pictures that are compared with many others. */
public final class PictureHash {
    private static final int SIDE = 8;
    /** Of 256 grey values: what is darker and lighter than that by noise alone is plain. */
    private static final int LEAST_CONTRAST = 8;

    private PictureHash() {}

    /**
     * The same of a file.
     *
     * @throws SampleFailedException for one that cannot be decoded
     */
    public static OptionalLong ofFile(byte[] file, MediaLimits limits) throws SampleFailedException {
        return of(ImageDecoder.decode(MediaContent.of(file), limits).pixels());
    }

    /** Empty for a picture that is plain, as between scenes: the hashes of all such are alike. */
    public static OptionalLong of(Pixels picture) {
        int[] grey = Arrays.stream(GreyThumbnail.of(picture, SIDE, SIDE)).flatMapToInt(Arrays::stream).sorted().toArray();
        return grey[grey.length - 1] - grey[0] < LEAST_CONTRAST
                ? OptionalLong.empty()
                : OptionalLong.of(HashMethod.PERCEPTUAL.of(picture, HashFamily.IMAGEHASH));
    }
}
