package dev.tandem.operators.model;

import dev.tandem.core.error.SampleFailedException;
import dev.tandem.core.inference.RgbPixels;
import dev.tandem.core.model.Part;
import dev.tandem.core.operator.MediaMapper;
import dev.tandem.core.operator.OperatorContext;
import dev.tandem.core.operator.OperatorName;
import dev.tandem.core.operator.Setting;
import dev.tandem.core.operator.SettingGroup;
import dev.tandem.operators.image.ImageRewriting;
import dev.tandem.operators.image.codec.DecodedImage;
import dev.tandem.operators.image.codec.Pixels;
import java.util.List;
import java.util.Optional;

/**
 * Blurs the faces in images, as three networks find them (MTCNN); Data-Juicer's {@code image_face_blur}, which looks with another
 * detector and blurs by two pixels. An image with a face is written anew, turned as its camera noted and in sRGB, JPEG as JPEG
 * and anything else as PNG; one without stays as it is. Faces that are not found are not blurred: this makes a data set
 * better, and does not make it anonymous.
 */
@OperatorName("image_face_blur")
public final class ImageFaceBlurMapper implements MediaMapper {
    private static final double SHARE = 0.25;

    private final Params params;
    private final FaceDetector detector;
    private final ImageRewriting rewriting;

    public ImageFaceBlurMapper(Params params, OperatorContext context) {
        this.params = params;
        this.detector = new FaceDetector(context.inference(), params.networks());
        this.rewriting = new ImageRewriting(context.mediaLimits(), params.quality());
    }

    /**
     * The models, and how faces are blurred.
     *
     * @param networks that find faces
     * @param radius of the blur, in pixels; 0 for a quarter of the width of each face
     * @param quality of JPEG files that are written, 1 to 100
     */
    public record Params(
            @SettingGroup FaceDetector.Networks networks,
            @Setting(value = "0", min = 0, max = 4096) int radius,
            @Setting(value = "90", min = 1, max = 100) int quality) {}

    @Override
    public List<String> models() {
        return params.networks().names();
    }

    @Override
    public Part.Media map(Part.Media media) throws SampleFailedException {
        if (!ImageRewriting.isImage(media)) {
            return media;
        }
        DecodedImage image = rewriting.decode(media);
        Pixels shown = ImageRewriting.shown(image);
        RgbPixels picture = PictureRgb.of(shown);
        List<FaceBox> faces = detector.faces(picture);
        if (faces.isEmpty()) {
            return media;
        }
        byte[] samples = shown.samples().clone();
        for (FaceBox face : faces) {
            Optional<PictureBox> box = face.within(shown.width(), shown.height());
            int radius = params.radius() > 0 ? params.radius() : (int) Math.max(1, face.width() * SHARE);
            box.ifPresent(inside -> BoxBlur.blur(samples, shown.width(), shown.channels(), inside, radius));
        }
        Pixels blurred = new Pixels(shown.width(), shown.height(), shown.channels(), samples);
        return rewriting.encoded(media, blurred, ImageRewriting.sameKind(image));
    }
}
