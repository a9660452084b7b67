package dev.tandem.operators.image;

import dev.tandem.core.error.SampleFailedException;
import dev.tandem.core.model.Modality;
import dev.tandem.core.model.Part;
import dev.tandem.core.operator.MediaLimits;
import dev.tandem.core.operator.SampleView;
import java.util.ArrayList;
import java.util.List;

/** Widths and heights of the images of a sample, each decoded once for all operators of a pass. */
final class ImageSizes {
    private static final SampleView.Derivation<List<DecodedImage>> DECODED = ImageSizes::decode;

    private ImageSizes() {}

    /** What is kept of each image is its size; pixels are not held. */
    static List<DecodedImage> of(SampleView sample) throws SampleFailedException {
        return sample.derive(DECODED);
    }

    private static List<DecodedImage> decode(SampleView sample) throws SampleFailedException {
        List<DecodedImage> images = new ArrayList<>();
        for (Part.Media media : sample.media()) {
            if (media.modality() == Modality.IMAGE) {
                DecodedImage decoded = DecodedImage.of(media.content(), MediaLimits.DEFAULT);
                images.add(new DecodedImage(decoded.width(), decoded.height(), null));
            }
        }
        return images;
    }
}
