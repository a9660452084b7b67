package dev.tandem.operators.model;

import dev.tandem.core.inference.Inference;
import dev.tandem.core.inference.ModelRow;
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
import dev.tandem.operators.image.AnyOrAll;
import java.util.List;

/**
 * Keeps pairs that belong together by what the picture shows, not by what is written in it; T-MARS (Maini et al., 2023):
 * lines of text are found, painted over with the mean colour around each, and the CLIP score of what is left is taken. The
 * paper keeps the better half: {@code top_fraction} over {@code t_mars.masked_similarity} does so. Samples without text are
 * dropped, samples without images stay.
 */
@OperatorName("t_mars")
public final class TMarsFilter implements Filter {
    private final Params params;
    private final Inference inference;
    private final MediaLimits limits;

    public TMarsFilter(Params params, OperatorContext context) {
        this.params = params;
        this.inference = context.inference();
        this.limits = context.mediaLimits();
    }

    /**
     * Models, and limits.
     *
     * @param detector finds lines of text in an image
     * @param imageModel the half that reads pictures
     * @param textModel the half that reads text
     * @param minScore smallest cosine kept
     * @param maxScore largest cosine kept
     * @param anyOrAll whether one image within the limits is enough
     */
    public record Params(
            @Setting(value = "ocr_detect", measured = true) String detector,
            @Setting(value = "clip_image", measured = true) String imageModel,
            @Setting(value = "clip_text", measured = true) String textModel,
            @Setting(value = "0.1", min = -1, max = 1) double minScore,
            @Setting(value = "1.0", min = -1, max = 1) double maxScore,
            @Setting("any") AnyOrAll anyOrAll) {}

    @Override
    public List<String> models() {
        return List.of(params.detector(), params.imageModel(), params.textModel());
    }

    @Override
    public List<Feature> features() {
        return List.of(Feature.numbers("masked_similarity"));
    }

    @Override
    public void measure(Batch batch, Measurements out) {
        float[][] texts = CaptionVectors.of(batch, inference, params.textModel());
        Questions detector = new Questions(inference, params.detector());
        Questions images = new Questions(inference, params.imageModel());
        PictureScores.measure(
                batch,
                out,
                0,
                limits,
                (row, sample, picture, score) -> {
                    if (texts[row] != null) {
                        detector.ask(ModelRow.image(picture), found -> {
                            RgbPixels masked = MaskedPicture.of(
                                    picture, TextBoxes.of(found.first(), picture.width(), picture.height()));
                            images.ask(ModelRow.image(masked),
                                    answer -> score.accept(Cosine.of(answer.first().values(), texts[row])));
                        });
                    }
                },
                () -> {
                    detector.finish();
                    images.finish();
                });
    }

    @Override
    public Decision decide(FeatureRow row) {
        return PictureScores.decide(
                row.numbers(0), params.anyOrAll(), params.minScore(), params.maxScore(), "similarity without text outside limits");
    }
}
