package dev.tandem.operators.generative;

import dev.tandem.core.error.ErrorCode;
import dev.tandem.core.error.SampleFailedException;
import dev.tandem.core.model.Digest;
import dev.tandem.core.model.Part;
import dev.tandem.core.operator.AttributeMapper;
import dev.tandem.core.operator.Batch;
import dev.tandem.core.operator.OperatorContext;
import dev.tandem.core.operator.OperatorName;
import dev.tandem.core.operator.SampleView;
import dev.tandem.core.operator.Setting;
import dev.tandem.core.operator.SettingGroup;
import dev.tandem.core.prompt.AnswerFormat;
import dev.tandem.core.prompt.PromptKind;
import dev.tandem.core.prompt.PromptValue;
import dev.tandem.operators.model.Caption;
import dev.tandem.operators.model.PictureAffinity;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Describes a picture several times and keeps the description that fits it best, as another model scores it: the cosine of picture and
 * text by the two halves of a model such as CLIP, or of the text and the likeliest tags of the picture. Writes it as an attribute of the
 * picture; how it was made has the score and the number of candidates, and the cost of all of them.
 */
@OperatorName("best_of_n")
public final class BestOfNMapper implements AttributeMapper {
    private static final String CAPTION = "caption";
    private static final String IMAGE = "image";

    private final Params params;
    private final OperatorContext context;
    private final PromptedModel writer;

    public BestOfNMapper(Params params, OperatorContext context) {
        this.params = params;
        this.context = context;
        this.writer = new PromptedModel(
                context, params.writing().of(params.model()), params.prompt(),
                Map.of(IMAGE, PromptKind.IMAGE, CAPTION, PromptKind.TEXT),
                AnswerFormat.object().text(CAPTION, 1, params.maxLen()));
    }

    /** What scores candidates. */
    public enum Selection {
        CLIP,
        TAGS
    }

    /**
     * How candidates are made and chosen.
     *
     * @param model that looks at pictures and writes
     * @param prompt with the variables image and caption
     * @param candidates how many descriptions are asked for
     * @param selector what scores them: clip for image_model and text_model, tags for tagger and text_model
     * @param imageModel the half that reads pictures
     * @param textModel the half that reads text; of tags the sentence model
     * @param tagger a model that reads an image and answers with probabilities that have labels
     * @param minScore a best one with less is refused
     * @param field the attribute that is written
     * @param maxLen greatest length of a description, in code points
     * @param writing how answers are asked for
     */
    public record Params(
            @Setting("writer") String model,
            @Setting("recaption@1") String prompt,
            @Setting(value = "4", min = 1, max = 64) int candidates,
            @Setting("tags") Selection selector,
            @Setting("clip_image") String imageModel,
            @Setting("minilm") String textModel,
            @Setting("efficientnet_lite0") String tagger,
            @Setting(value = "-1", min = -1, max = 1) double minScore,
            @Setting("best_caption") String field,
            @Setting(value = "2000", min = 1, max = 20_000) int maxLen,
            @SettingGroup("temperature=0.9") WriterSettings writing) {}

    @Override
    public List<String> models() {
        return List.of(params.model(), params.selector() == Selection.CLIP ? params.imageModel() : params.tagger(), params.textModel());
    }

    @Override
    public void map(Batch batch, Attributes out) {
        PictureAffinity affinity = params.selector() == Selection.CLIP
                ? PictureAffinity.ofEmbeddings(context, params.imageModel(), params.textModel())
                : PictureAffinity.ofTags(context, params.tagger(), params.textModel());
        Written.all(batch, out, sample -> best(sample, affinity));
    }

    private List<Written> best(SampleView sample, PictureAffinity affinity) throws SampleFailedException {
        List<Written> written = new ArrayList<>();
        for (int part = 0; part < sample.parts().size(); part++) {
            if (Pictures.isPicture(sample.parts().get(part))) {
                written.add(best(sample, part, (Part.Media) sample.parts().get(part), affinity));
            }
        }
        return written;
    }

    private Written best(SampleView sample, int part, Part.Media picture, PictureAffinity affinity) throws SampleFailedException {
        Map<String, PromptValue> values = Map.of(
                IMAGE, Pictures.of(picture, context.mediaLimits()), CAPTION, new PromptValue.Text(Caption.of(sample)));
        List<String> texts = new ArrayList<>();
        Making making = null;
        for (int variant = 0; variant < params.candidates(); variant++) {
            Answered answer = writer.ask(values, variant, PromptedModel.Check.NONE);
            making = making == null ? answer.making() : answer.making().plus(making);
            if (answer instanceof Answered.Given given) {
                texts.add(given.values().text(CAPTION));
            }
        }
        double[] scores = texts.isEmpty() ? new double[0] : affinity.of(picture, texts);
        int best = -1;
        for (int i = 0; i < scores.length; i++) {
            best = best < 0 || scores[i] > scores[best] ? i : best;
        }
        if (best < 0 || scores[best] < params.minScore()) {
            throw new SampleFailedException(ErrorCode.ANSWER_REFUSED, best < 0
                    ? "No candidate had the form that was asked for"
                    : "The best candidate has a score below min_score, " + params.minScore());
        }
        writer.made(Digest.of(sample.sample().id().hex() + part));
        Map<String, Object> more = Map.of("score", scores[best], "candidates", texts.size());
        return new Written(part, params.field(), texts.get(best), making.text(more));
    }
}
