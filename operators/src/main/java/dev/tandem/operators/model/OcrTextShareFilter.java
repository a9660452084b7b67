package dev.tandem.operators.model;

import dev.tandem.core.inference.Inference;
import dev.tandem.core.inference.ModelRow;
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
 * Keeps samples by the share of their images that lines of text cover, as a detector of text finds them; the still
 * counterpart of Data-Juicer's {@code video_ocr_area_ratio}. Rectangles that overlap count twice where they do, up to the whole
 * image. Samples without images stay.
 */
@OperatorName("ocr_text_share")
public final class OcrTextShareFilter implements Filter {
    private static final double SCALE = 10_000;

    private final Params params;
    private final Inference inference;
    private final MediaLimits limits;

    public OcrTextShareFilter(Params params, OperatorContext context) {
        this.params = params;
        this.inference = context.inference();
        this.limits = context.mediaLimits();
    }

    /**
     * The model, and the limits.
     *
     * @param detector finds lines of text in an image
     * @param minShare smallest share kept
     * @param maxShare largest share kept
     * @param anyOrAll whether one image within the limits is enough
     */
    public record Params(
            @Setting(value = "ocr_detect", measured = true) String detector,
            @Setting(value = "0", min = 0, max = 1) double minShare,
            @Setting(value = "0.5", min = 0, max = 1) double maxShare,
            @Setting("any") AnyOrAll anyOrAll) {}

    @Override
    public List<String> models() {
        return List.of(params.detector());
    }

    @Override
    public List<Feature> features() {
        return List.of(Feature.numbers("text_share"));
    }

    @Override
    public void measure(Batch batch, Measurements out) {
        Questions questions = new Questions(inference, params.detector());
        PictureScores.measure(
                batch,
                out,
                0,
                limits,
                (row, sample, picture, share) -> {
                    int width = picture.width();
                    int height = picture.height();
                    questions.ask(ModelRow.image(picture), answer ->
                            share.accept(share(TextBoxes.of(answer.first(), width, height), (double) width * height)));
                },
                questions::finish);
    }

    private static double share(List<PictureBox> boxes, double pixels) {
        long covered = boxes.stream().mapToLong(PictureBox::area).sum();
        return Math.min(1, Math.rint(covered / pixels * SCALE) / SCALE);
    }

    @Override
    public Decision decide(FeatureRow row) {
        double[] shares = row.numbers(0);
        return params.anyOrAll().decide(
                shares.length,
                i -> shares[i] >= params.minShare() && shares[i] <= params.maxShare(),
                "share of text outside limits");
    }
}
