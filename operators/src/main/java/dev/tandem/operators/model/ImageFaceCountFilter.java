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
        this.detector = new FaceDetector(context.inference(), params.networks(), params.minFaceSize());
        this.limits = context.mediaLimits();
    }

    /**
     * The models, and the limits.
     *
     * @param proposal proposes places of faces in a picture of any size
     * @param refine refuses most of them
     * @param output refuses the rest, and finds the edges of those that stay
     * @param minFaceSize side of the smallest faces that are looked for, in pixels
     * @param minFaceCount fewest faces kept
     * @param maxFaceCount most faces kept
     * @param anyOrAll whether one image within the limits is enough
     */
    public record Params(
            @Setting(value = "mtcnn_proposal", measured = true) String proposal,
            @Setting(value = "mtcnn_refine", measured = true) String refine,
            @Setting(value = "mtcnn_output", measured = true) String output,
            @Setting(value = "20", min = 12, max = 4096, measured = true) int minFaceSize,
            @Setting(value = "1", min = 0) long minFaceCount,
            @Setting(value = "1", min = 0) long maxFaceCount,
            @Setting("any") AnyOrAll anyOrAll) {
        FaceDetector.Networks networks() {
            return new FaceDetector.Networks(proposal, refine, output);
        }
    }

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
