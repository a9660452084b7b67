package dev.tandem.operators.model;

import dev.tandem.core.inference.Inference;
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
 * Keeps pairs whose text says what the picture shows: the cosine of the embeddings of both by the two halves of one model,
 * rounded to four digits; the CLIP score of DataComp and LAION, Data-Juicer's {@code image_text_similarity}. The text is
 * the description of the picture where the sample has one, else all of its text. Samples without text are dropped, samples
 * without images stay. Thresholds belong to a model: 0.28 for CLIP ViT-B/32 says nothing about another.
 */
@OperatorName("clip_score")
public final class ClipScoreFilter implements Filter {
    private final Params params;
    private final Inference inference;
    private final MediaLimits limits;

    public ClipScoreFilter(Params params, OperatorContext context) {
        this.params = params;
        this.inference = context.inference();
        this.limits = context.mediaLimits();
    }

    /**
     * Models, and limits.
     *
     * @param imageModel the half that reads pictures
     * @param textModel the half that reads text
     * @param horizontalFlip whether the picture is seen in a mirror, left for right: text in it then counts for less
     * @param verticalFlip whether the picture is turned upside down
     * @param textAttribute attribute of the first picture, sound or video that is the text, such as recaption; empty for the description
     * @param minScore smallest cosine kept
     * @param maxScore largest cosine kept
     * @param anyOrAll whether one image within the limits is enough
     */
    public record Params(
            @Setting(value = "clip_image", measured = true) String imageModel,
            @Setting(value = "clip_text", measured = true) String textModel,
            @Setting(value = "false", measured = true) boolean horizontalFlip,
            @Setting(value = "false", measured = true) boolean verticalFlip,
            @Setting(value = "", measured = true) String textAttribute,
            @Setting(value = "0.1", min = -1, max = 1) double minScore,
            @Setting(value = "1.0", min = -1, max = 1) double maxScore,
            @Setting("any") AnyOrAll anyOrAll) {}

    @Override
    public List<String> models() {
        return List.of(params.imageModel(), params.textModel());
    }

    @Override
    public List<Feature> features() {
        return List.of(Feature.numbers("similarity"));
    }

    @Override
    public void measure(Batch batch, Measurements out) {
        float[][] texts = CaptionVectors.of(batch, inference, params.textModel(), params.textAttribute());
        Questions questions = new Questions(inference, params.imageModel());
        PictureScores.measure(
                batch,
                out,
                0,
                limits,
                (row, sample, picture, score) -> {
                    if (texts[row] != null) {
                        questions.ask(PictureRow.of(sample, seen(picture)),
                                answer -> score.accept(Cosine.of(answer.first().values(), texts[row])));
                    }
                },
                questions::finish);
    }

    private RgbPixels seen(RgbPixels picture) {
        return PictureRgb.flipped(picture, params.horizontalFlip(), params.verticalFlip());
    }

    @Override
    public Decision decide(FeatureRow row) {
        return PictureScores.decide(row.numbers(0), params.anyOrAll(), params.minScore(), params.maxScore(), "similarity outside limits");
    }
}
