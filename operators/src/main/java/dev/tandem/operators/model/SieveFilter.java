package dev.tandem.operators.model;

import dev.tandem.core.inference.Inference;
import dev.tandem.core.inference.ModelRow;
import dev.tandem.core.model.Modality;
import dev.tandem.core.model.Part;
import dev.tandem.core.operator.Batch;
import dev.tandem.core.operator.Decision;
import dev.tandem.core.operator.Feature;
import dev.tandem.core.operator.FeatureRow;
import dev.tandem.core.operator.Filter;
import dev.tandem.core.operator.Measurements;
import dev.tandem.core.operator.OperatorContext;
import dev.tandem.core.operator.OperatorName;
import dev.tandem.core.operator.SampleView;
import dev.tandem.core.operator.Setting;
import dev.tandem.operators.image.AnyOrAll;
import java.util.Arrays;
import java.util.List;

/**
 * Keeps pairs whose text says what a captioner says of the picture, by a sentence model; SIEVE (Mahmoud et al., 2023). Captions
 * are attributes of the images, which {@code recaption} or {@code retrieved_caption} write; of several the most similar one
 * counts, rounded to four digits. Words that name the medium, such as {@code a photo of}, are left out of both. The paper keeps the top
 * 20 % ({@code top_fraction} over {@code sieve.similarity}), or of the mean with the CLIP score ({@code score_fusion}). It needs a
 * captioner that was trained on clean pairs, and says nothing of what no caption mentions. Samples without text, or whose images have
 * no caption, are dropped; samples without images stay.
 */
@OperatorName("sieve")
public final class SieveFilter implements Filter {
    private final Params params;
    private final Inference inference;
    private final MediumPhrases medium;

    public SieveFilter(Params params, OperatorContext context) {
        this.params = params;
        this.inference = context.inference();
        this.medium = new MediumPhrases(params.mediumPhrases());
    }

    /**
     * Captions, the model, and limits.
     *
     * @param captions attributes of the image with what captioners said of it
     * @param textModel the sentence model for captions and texts
     * @param mediumPhrases phrases that are left out of captions and texts, longer ones first
     * @param minScore smallest cosine kept
     * @param maxScore largest cosine kept
     * @param anyOrAll whether one image within the limits is enough
     */
    public record Params(
            @Setting(value = "recaption", measured = true) List<String> captions,
            @Setting(value = "minilm", measured = true) String textModel,
            @Setting(value = MediumPhrases.USUAL, measured = true) List<String> mediumPhrases,
            @Setting(value = "0.1", min = -1, max = 1) double minScore,
            @Setting(value = "1.0", min = -1, max = 1) double maxScore,
            @Setting("any") AnyOrAll anyOrAll) {}

    @Override
    public List<String> models() {
        return List.of(params.textModel());
    }

    @Override
    public List<Feature> features() {
        return List.of(Feature.numbers("similarity"));
    }

    @Override
    public void measure(Batch batch, Measurements out) {
        Questions questions = new Questions(inference, params.textModel());
        float[][] texts = new float[batch.size()][];
        float[][][][] captions = new float[batch.size()][][][];
        batch.forEach(out, (row, sample) -> {
            List<Part> images = images(sample);
            captions[row] = new float[images.size()][params.captions().size()][];
            String text = medium.without(Caption.of(sample));
            if (text.isEmpty() || images.isEmpty()) {
                return;
            }
            questions.ask(ModelRow.text(text), answer -> texts[row] = answer.first().values());
            for (int i = 0; i < images.size(); i++) {
                float[][] ofImage = captions[row][i];
                for (int c = 0; c < ofImage.length; c++) {
                    int place = c;
                    String caption = medium.without(images.get(i).attributes().getOrDefault(params.captions().get(c), ""));
                    if (!caption.isEmpty()) {
                        questions.ask(ModelRow.text(caption), answer -> ofImage[place] = answer.first().values());
                    }
                }
            }
        });
        questions.finish();
        for (int row = 0; row < captions.length; row++) {
            float[] text = texts[row];
            out.numbers(row, 0, Arrays.stream(captions[row]).mapToDouble(ofImage -> most(text, ofImage)).toArray());
        }
    }

    private static List<Part> images(SampleView sample) {
        return sample.parts().stream()
                .filter(part -> part instanceof Part.Media media && media.modality() == Modality.IMAGE)
                .toList();
    }

    private static double most(float[] text, float[][] captions) {
        double most = Double.NaN;
        for (float[] caption : captions) {
            if (caption != null && text != null) {
                double cosine = Cosine.of(text, caption);
                most = Double.isNaN(most) || cosine > most ? cosine : most;
            }
        }
        return most;
    }

    @Override
    public Decision decide(FeatureRow row) {
        double[] scores = row.numbers(0);
        boolean any = Arrays.stream(scores).anyMatch(score -> !Double.isNaN(score));
        return params.anyOrAll().decide(
                scores.length,
                i -> scores[i] >= params.minScore() && scores[i] <= params.maxScore(),
                any ? "similarity to captions outside limits" : "no text or no caption to compare");
    }
}
