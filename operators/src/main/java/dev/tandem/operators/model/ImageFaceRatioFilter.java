package dev.tandem.operators.model;

import dev.tandem.core.inference.RgbPixels;
import dev.tandem.core.operator.Batch;
import dev.tandem.core.operator.Decision;
import dev.tandem.core.operator.Feature;
import dev.tandem.core.operator.FeatureRow;
import dev.tandem.core.operator.Filter;
import dev.tandem.core.operator.Measurements;
import dev.tandem.core.operator.MediaLimits;
import dev.tandem.core.operator.OperatorContext;
import dev.tandem.core.operator.OperatorName;
import dev.tandem.core.operator.Setting;
import dev.tandem.core.operator.SettingGroup;
import dev.tandem.operators.image.AnyOrAll;
import java.util.List;

/**
 * Keeps samples by the share of their images that the largest face takes, as three networks find it (MTCNN); Data-Juicer's
 * {@code image_face_ratio}, which looks with another detector. An image without a face has 0. Samples without images stay.
 */
@OperatorName("image_face_ratio")
public final class ImageFaceRatioFilter implements Filter {
    private static final double SCALE = 10_000;

    private final Params params;
    private final FaceDetector detector;
    private final MediaLimits limits;

    public ImageFaceRatioFilter(Params params, OperatorContext context) {
        this.params = params;
        this.detector = new FaceDetector(context.inference(), params.networks());
        this.limits = context.mediaLimits();
    }

    /**
     * The models, and the limits.
     *
     * @param networks that find faces
     * @param minRatio smallest share kept
     * @param maxRatio largest share kept
     * @param anyOrAll whether one image within the limits is enough
     */
    public record Params(
            @SettingGroup FaceDetector.Networks networks,
            @Setting(value = "0", min = 0, max = 1) double minRatio,
            @Setting(value = "0.4", min = 0, max = 1) double maxRatio,
            @Setting("any") AnyOrAll anyOrAll) {}

    @Override
    public List<String> models() {
        return params.networks().names();
    }

    @Override
    public List<Feature> features() {
        return List.of(Feature.numbers("face_ratio"));
    }

    @Override
    public void measure(Batch batch, Measurements out) {
        PictureScores.measure(
                batch, out, 0, limits, (row, sample, picture, number) -> number.accept(ratio(picture)), () -> {});
    }

    private double ratio(RgbPixels picture) {
        double pixels = (double) picture.width() * picture.height();
        long largest = detector.faces(picture).stream()
                .flatMap(face -> face.within(picture.width(), picture.height()).stream())
                .mapToLong(PictureBox::area)
                .max()
                .orElse(0);
        return Math.rint(largest / pixels * SCALE) / SCALE;
    }

    @Override
    public Decision decide(FeatureRow row) {
        double[] ratios = row.numbers(0);
        return params.anyOrAll().decide(
                ratios.length, i -> ratios[i] >= params.minRatio() && ratios[i] <= params.maxRatio(), "share of a face outside limits");
    }
}
