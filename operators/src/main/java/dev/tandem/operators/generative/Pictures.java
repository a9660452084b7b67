package dev.tandem.operators.generative;

import dev.tandem.core.error.ErrorCode;
import dev.tandem.core.error.SampleFailedException;
import dev.tandem.core.inference.Prompt;
import dev.tandem.core.model.Modality;
import dev.tandem.core.model.Part;
import dev.tandem.core.operator.MediaLimits;
import dev.tandem.core.prompt.PromptValue;
import dev.tandem.operators.creators.drawing.Canvas;
import dev.tandem.operators.image.codec.ImageDecoder;
import dev.tandem.operators.image.codec.Pixels;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Semaphore;

/** Pictures as models are given them: files that were decoded before, so that no broken one is paid for. */
public final class Pictures {
    /** Types that servers of models read. */
    private static final Set<String> SENT_AS_THEY_ARE = Set.of("image/png", "image/jpeg", "image/webp", "image/gif");
    private static final long MOST_BYTES = 16L << 20;
    /** Decoded pictures at a time, of all that the process asks about. */
    private static final Semaphore DECODING = new Semaphore(2);

    private Pictures() {}

    public static boolean isPicture(Part part) {
        return part instanceof Part.Media media && media.modality() == Modality.IMAGE;
    }

    public static PromptValue.Images of(Part.Media picture, MediaLimits limits) throws SampleFailedException {
        return new PromptValue.Images(List.of(image(picture, limits)));
    }

    public static Prompt.Image image(Part.Media picture, MediaLimits limits) throws SampleFailedException {
        DECODING.acquireUninterruptibly();
        try {
            Pixels decoded = ImageDecoder.decode(picture.content(), limits).pixels();
            Part.Media sent = SENT_AS_THEY_ARE.contains(picture.mediaType()) ? picture : Canvas.of(decoded).part(Map.of());
            if (sent.content().size() > MOST_BYTES) {
                throw new SampleFailedException(ErrorCode.TOO_LARGE, "The picture has " + sent.content().size()
                        + " bytes, more than models are sent (" + MOST_BYTES + "); make it smaller with image_resize");
            }
            return new Prompt.Image(sent.mediaType(), sent.content().bytes());
        } finally {
            DECODING.release();
        }
    }
}
