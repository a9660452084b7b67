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
import java.util.function.DoubleConsumer;

/**
 * Keeps pairs whose picture holds what the text names: the share of the text's phrases for which a detector found a thing that looks like
 * them to the two halves of one model, rounded to four digits. Data-Juicer's filter of this name asks one network that reads the phrases,
 * and finds noun phrases by grammar; here phrases are words without English function words between them, and any detector and any
 * pair will do, so that numbers are other ones. Samples without text, or whose text has no phrases, are dropped; samples without images
 * stay.
 */
@OperatorName("phrase_grounding_recall")
public final class PhraseGroundingRecallFilter implements Filter {
    private static final double SCALE = 10_000;

    private final Params params;
    private final Inference inference;
    private final MediaLimits limits;

    public PhraseGroundingRecallFilter(Params params, OperatorContext context) {
        this.params = params;
        this.inference = context.inference();
        this.limits = context.mediaLimits();
    }

    /**
     * Models, and limits.
     *
     * @param detector a model that answers with boxes and how sure it is of each
     * @param imageModel the half that reads pictures
     * @param textModel the half that reads text
     * @param minConfidence how sure the detector is of a thing that counts
     * @param minSimilarity cosine from which a thing is the one of a phrase
     * @param maxPhrases phrases of a text that are looked for, from the first on
     * @param minRecall smallest share kept
     * @param maxRecall largest share kept
     * @param anyOrAll whether one image within the limits is enough
     */
    public record Params(
            @Setting(value = "object_detect", measured = true) String detector,
            @Setting(value = "clip_image", measured = true) String imageModel,
            @Setting(value = "clip_text", measured = true) String textModel,
            @Setting(value = "0.3", min = 0, max = 1, measured = true) double minConfidence,
            @Setting(value = "0.2", min = -1, max = 1, measured = true) double minSimilarity,
            @Setting(value = "16", min = 1, max = 256, measured = true) int maxPhrases,
            @Setting(value = "0.1", min = 0, max = 1) double minRecall,
            @Setting(value = "1.0", min = 0, max = 1) double maxRecall,
            @Setting("any") AnyOrAll anyOrAll) {}

    @Override
    public List<String> models() {
        return List.of(params.detector(), params.imageModel(), params.textModel());
    }

    @Override
    public List<Feature> features() {
        return List.of(Feature.numbers("recall"));
    }

    @Override
    public void measure(Batch batch, Measurements out) {
        float[][][] phrases = phrases(batch);
        Detector detector = new Detector(inference, params.detector(), "", params.minConfidence());
        Questions regions = new Questions(inference, params.imageModel());
        PictureScores.measure(
                batch,
                out,
                0,
                limits,
                (row, sample, picture, recall) -> {
                    if (phrases[row].length > 0) {
                        detector.find(picture, things -> ask(picture, things, phrases[row], regions, recall));
                    }
                },
                () -> {
                    detector.finish();
                    regions.finish();
                });
    }

    private float[][][] phrases(Batch batch) {
        float[][][] phrases = new float[batch.size()][][];
        Questions questions = new Questions(inference, params.textModel());
        for (int row = 0; row < phrases.length; row++) {
            List<String> ofRow = Phrases.of(Caption.of(batch.samples().get(row)), params.maxPhrases());
            float[][] vectors = new float[ofRow.size()][];
            for (int i = 0; i < vectors.length; i++) {
                int place = i;
                questions.ask(ModelRow.text(ofRow.get(i)), answer -> vectors[place] = answer.first().values());
            }
            phrases[row] = vectors;
        }
        questions.finish();
        return phrases;
    }

    /** The share is as high as what was found so far makes it; nothing is held of a picture but which phrases were found. */
    private void ask(RgbPixels picture, List<PictureBox> things, float[][] phrases, Questions regions, DoubleConsumer recall) {
        boolean[] grounded = new boolean[phrases.length];
        recall.accept(0);
        for (PictureBox thing : things) {
            regions.ask(ModelRow.image(thing.cut(picture)), answer -> {
                int count = 0;
                for (int i = 0; i < phrases.length; i++) {
                    grounded[i] |= Cosine.of(answer.first().values(), phrases[i]) >= params.minSimilarity();
                    count += grounded[i] ? 1 : 0;
                }
                recall.accept(Math.rint(SCALE * count / phrases.length) / SCALE);
            });
        }
    }

    @Override
    public Decision decide(FeatureRow row) {
        return PictureScores.decide(
                row.numbers(0), params.anyOrAll(), params.minRecall(), params.maxRecall(), "share of grounded phrases outside limits");
    }
}
