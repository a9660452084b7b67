package dev.tandem.operators.model;

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
 * Keeps samples by how many faces their images show, as three networks find them (MTCNN); Data-Juicer's
 * {@code image_face_count}, which looks with another detector. Samples without images stay.
 */
@OperatorName("image_face_count")
public final class ImageFaceCountFilter implements Filter {
    private final Params params;
    private final FaceDetector detector;
    private final MediaLimits limits;

    public ImageFaceCountFilter(Params params, OperatorContext context) {
        this.params = params;
        this.detector = new FaceDetector(context.inference(), params.networks());
        this.limits = context.mediaLimits();
    }

    /**
     * The models, and the limits.
     *
     * @param networks that find faces
     * @param minFaceCount fewest faces kept
     * @param maxFaceCount most faces kept
     * @param anyOrAll whether one image within the limits is enough
     */
    public record Params(
            @SettingGroup FaceDetector.Networks networks,
            @Setting(value = "1", min = 0) long minFaceCount,
            @Setting(value = "1", min = 0) long maxFaceCount,
            @Setting("any") AnyOrAll anyOrAll) {}

    @Override
    public List<String> models() {
        return params.networks().names();
    }

    @Override
    public List<Feature> features() {
        return List.of(Feature.numbers("face_count"));
    }

    @Override
    public void measure(Batch batch, Measurements out) {
        PictureScores.measure(
                batch, out, 0, limits, (row, sample, picture, number) -> number.accept(detector.faces(picture).size()), () -> {});
    }

    @Override
    public Decision decide(FeatureRow row) {
        double[] counts = row.numbers(0);
        return params.anyOrAll().decide(
                counts.length,
                i -> counts[i] >= params.minFaceCount() && counts[i] <= params.maxFaceCount(),
                "number of faces outside limits");
    }
}
