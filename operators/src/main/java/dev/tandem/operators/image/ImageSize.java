package dev.tandem.operators.image;

import dev.tandem.core.error.SampleFailedException;
import dev.tandem.core.model.MediaContent;
import dev.tandem.core.model.Modality;
import dev.tandem.core.model.Part;
import dev.tandem.core.operator.MediaLimits;
import dev.tandem.core.operator.SampleView;
import dev.tandem.core.operator.SampleView.Derivation;
import java.awt.image.BufferedImage;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Width and height of an image as it is shown, in pixels: turned as its camera noted, and of an animation the whole
 * canvas.
 */
record ImageSize(int width, int height) {
    private static final int GIF = 0x47494638;
    private static final int GIF_CANVAS = 6;
    /** One derivation for each limits, so that all operators of a pass share it. */
    private static final Map<MediaLimits, Derivation<List<ImageSize>>> DERIVATIONS = new ConcurrentHashMap<>();

    /**
     * The sizes of all images of a sample, in order. Images are decoded, since a header does not tell whether the rest
     * is whole.
     */
    static List<ImageSize> all(SampleView sample, MediaLimits limits) throws SampleFailedException {
        return sample.derive(DERIVATIONS.computeIfAbsent(limits, within -> view -> {
            List<ImageSize> sizes = new ArrayList<>();
            for (Part.Media media : view.media()) {
                if (media.modality() == Modality.IMAGE) {
                    sizes.add(of(media.content(), within));
                }
            }
            return sizes;
        }));
    }

    private static ImageSize of(MediaContent content, MediaLimits limits) throws SampleFailedException {
        BufferedImage pixels = ImageDecoder.decode(content, limits);
        ByteBuffer file = ByteBuffer.wrap(content.bytes());
        int width = pixels.getWidth();
        int height = pixels.getHeight();
        if (file.getInt(0) == GIF) {
            file.order(ByteOrder.LITTLE_ENDIAN);
            width = Math.max(width, file.getShort(GIF_CANVAS) & 0xffff);
            height = Math.max(height, file.getShort(GIF_CANVAS + 2) & 0xffff);
        }
        return ExifOrientation.swapsSides(content.bytes())
                ? new ImageSize(height, width)
                : new ImageSize(width, height);
    }
}
