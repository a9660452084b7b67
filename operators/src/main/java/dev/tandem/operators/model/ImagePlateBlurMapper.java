package dev.tandem.operators.model;

import dev.tandem.core.error.SampleFailedException;
import dev.tandem.core.inference.Inference;
import dev.tandem.core.model.Part;
import dev.tandem.core.operator.MediaMapper;
import dev.tandem.core.operator.OperatorContext;
import dev.tandem.core.operator.OperatorName;
import dev.tandem.core.operator.Setting;
import dev.tandem.operators.image.ImageRewriting;
import dev.tandem.operators.image.codec.DecodedImage;
import dev.tandem.operators.image.codec.Pixels;
import java.util.ArrayList;
import java.util.List;

/**
 * Blurs number plates in images, or whatever else a detector finds whose contract says where. An image with one is written anew, turned
 * as its camera noted and in sRGB, JPEG as JPEG and anything else as PNG; one without stays as it is. No package has the weights of a
 * detector of plates, so that the model is yours. What is not found is not blurred: this makes a data set better, and does not make it
 * anonymous.
 */
@OperatorName("image_plate_blur")
public final class ImagePlateBlurMapper implements MediaMapper {
    private static final double SHARE = 0.25;

    private final Params params;
    private final Inference inference;
    private final ImageRewriting rewriting;

    public ImagePlateBlurMapper(Params params, OperatorContext context) {
        this.params = params;
        this.inference = context.inference();
        this.rewriting = new ImageRewriting(context.mediaLimits(), params.quality());
    }

    /**
     * The model, and how plates are blurred.
     *
     * @param detector a model that answers with boxes and how sure it is of each
     * @param label which of the detector's labels is looked for; empty for any
     * @param minScore least score of a plate
     * @param radius of the blur, in pixels; 0 for a quarter of the height of each plate
     * @param quality of JPEG files that are written, 1 to 100
     */
    public record Params(
            @Setting("plate_detect") String detector,
            @Setting("") String label,
            @Setting(value = "0.5", min = 0, max = 1) double minScore,
            @Setting(value = "0", min = 0, max = 4096) int radius,
            @Setting(value = "90", min = 1, max = 100) int quality) {}

    @Override
    public List<String> models() {
        return List.of(params.detector());
    }

    @Override
    public Part.Media map(Part.Media media) throws SampleFailedException {
        if (!ImageRewriting.isImage(media)) {
            return media;
        }
        DecodedImage image = rewriting.decode(media);
        Pixels shown = ImageRewriting.shown(image);
        List<PictureBox> plates = new ArrayList<>();
        Detector detector = new Detector(inference, params.detector(), params.label(), params.minScore());
        detector.find(PictureRgb.of(shown), plates::addAll);
        detector.finish();
        if (plates.isEmpty()) {
            return media;
        }
        byte[] samples = shown.samples().clone();
        for (PictureBox plate : plates) {
            int radius = params.radius() > 0 ? params.radius() : (int) Math.max(1, plate.height() * SHARE);
            BoxBlur.blur(samples, shown.width(), shown.channels(), plate, radius);
        }
        Pixels blurred = new Pixels(shown.width(), shown.height(), shown.channels(), samples);
        return rewriting.encoded(media, blurred, ImageRewriting.sameKind(image));
    }
}
