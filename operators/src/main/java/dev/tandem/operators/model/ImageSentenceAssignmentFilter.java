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
import dev.tandem.operators.alignment.SentenceAssignment;
import dev.tandem.operators.image.codec.SampleImages;
import java.util.Arrays;
import java.util.List;

/**
 * Assigns each image of a page to a sentence, as MMC4 has it: one to one with the greatest sum of similarities, by the two halves of
 * one model; where there are more images than sentences, those left over go to the sentence that each is most similar to. Sentences
 * are counted from 0 over all text parts of the page, and are those of {@code sentence_split}. Keeps pages of which enough images are
 * similar to their sentences; pages without images or sentences are dropped.
 */
@OperatorName("image_sentence_assignment")
public final class ImageSentenceAssignmentFilter implements Filter {
    private final Params params;
    private final Inference inference;
    private final MediaLimits limits;

    public ImageSentenceAssignmentFilter(Params params, OperatorContext context) {
        this.params = params;
        this.inference = context.inference();
        this.limits = context.mediaLimits();
    }

    /**
     * Models, and limits.
     *
     * @param imageModel the half that reads pictures
     * @param textModel the half that reads text
     * @param maxSentences of a page that images can go to
     * @param minSimilarity from which an image counts as assigned; MMC4 has 0.15 with CLIP ViT-L/14
     * @param minImages assigned images of a page that stays
     */
    public record Params(
            @Setting(value = "clip_image", measured = true) String imageModel,
            @Setting(value = "clip_text", measured = true) String textModel,
            @Setting(value = "1000", min = 1, max = 10_000, measured = true) int maxSentences,
            @Setting(value = "0.15", min = -1, max = 1) double minSimilarity,
            @Setting(value = "1", min = 1) int minImages) {}

    @Override
    public List<String> models() {
        return List.of(params.imageModel(), params.textModel());
    }

    @Override
    public List<Feature> features() {
        return List.of(Feature.numbers("sentence"), Feature.numbers("similarity"));
    }

    @Override
    public void measure(Batch batch, Measurements out) {
        Questions pictures = new Questions(inference, params.imageModel());
        Questions texts = new Questions(inference, params.textModel());
        float[][][] images = new float[batch.size()][][];
        float[][][] sentences = new float[batch.size()][][];
        batch.forEach(out, (row, sample) -> {
            SampleImages found = SampleImages.of(sample, limits);
            List<String> split = found.count() == 0 ? List.of() : SentenceAssignment.sentences(sample.sample(), params.maxSentences());
            float[][] ofImages = new float[split.isEmpty() ? 0 : found.count()][];
            for (int i = 0; i < ofImages.length; i++) {
                int place = i;
                pictures.ask(
                        ModelRow.image(PictureRgb.of(found.image(i).pixels())),
                        answer -> ofImages[place] = answer.first().values());
            }
            float[][] ofSentences = new float[split.size()][];
            for (int i = 0; i < ofSentences.length; i++) {
                int place = i;
                texts.ask(ModelRow.text(split.get(i)), answer -> ofSentences[place] = answer.first().values());
            }
            images[row] = ofImages;
            sentences[row] = ofSentences;
            // Decoded pictures of a whole batch together are large.
            sample.forget();
        });
        pictures.finish();
        texts.finish();
        for (int row = 0; row < images.length; row++) {
            if (images[row] != null && images[row].length > 0) {
                SentenceAssignment assigned = SentenceAssignment.of(images[row], sentences[row]);
                out.numbers(row, 0, assigned.sentence());
                out.numbers(row, 1, assigned.similarity());
            }
        }
    }

    @Override
    public Decision decide(FeatureRow row) {
        double[] similarities = row.numbers(1);
        if (similarities.length == 0) {
            return Decision.drop("no image, or no sentence");
        }
        long assigned = Arrays.stream(similarities).filter(similarity -> similarity >= params.minSimilarity()).count();
        return assigned >= params.minImages() ? Decision.KEEP : Decision.drop("fewer than min_images reach min_similarity");
    }
}
