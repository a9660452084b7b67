package dev.tandem.operators.generative;

import dev.tandem.core.error.SampleFailedException;
import dev.tandem.core.model.Part;
import dev.tandem.core.operator.Batch;
import dev.tandem.core.operator.Decision;
import dev.tandem.core.operator.Feature;
import dev.tandem.core.operator.FeatureRow;
import dev.tandem.core.operator.Filter;
import dev.tandem.core.operator.Measurements;
import dev.tandem.core.operator.MediaLimits;
import dev.tandem.core.operator.OperatorContext;
import dev.tandem.core.operator.OperatorName;
import dev.tandem.core.operator.SampleView;
import dev.tandem.core.operator.Setting;
import dev.tandem.core.operator.SettingGroup;
import dev.tandem.core.prompt.AnswerField;
import dev.tandem.core.prompt.AnswerFormat;
import dev.tandem.core.prompt.AnswerValues;
import dev.tandem.core.prompt.PromptKind;
import dev.tandem.core.prompt.PromptValue;
import dev.tandem.operators.image.AnyOrAll;
import dev.tandem.operators.model.Caption;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Keeps pairs that a model which looks at pictures and writes rates well; MLM-Filter (Wang et al., 2024), with its four marks of 0 to
 * 100: whether image and text match, whether details of objects are told, how well the text is written, and whether it says more
 * than what is seen. The published limits are 66 for matching and 20 for details, with a model that was trained to give these marks and
 * asked for one of them at a time; another model, and one question for all four, gives other marks: draw a curve with
 * {@code tandem calibrate} first. An answer of another form is asked for again, and fails its sample in the end. Samples without text
 * are dropped, samples without images stay.
 */
@OperatorName("mlm_filter")
public final class MlmFilter implements Filter {
    private static final String IMAGE = "image";
    private static final String CAPTION = "caption";
    private static final List<String> MARKS =
            List.of("image_text_matching", "object_detail_fulfillment", "caption_text_quality", "semantic_understanding");
    private static final int BEST = 100;

    private final Params params;
    private final MediaLimits limits;
    private final PromptedModel rater;

    public MlmFilter(Params params, OperatorContext context) {
        this.params = params;
        this.limits = context.mediaLimits();
        AnswerFormat format = AnswerFormat.object();
        for (String mark : MARKS) {
            format = format.with(mark, new AnswerField.Whole(0, BEST));
        }
        this.rater = new PromptedModel(
                context, params.asking().of(params.model()), params.prompt(),
                Map.of(IMAGE, PromptKind.IMAGE, CAPTION, PromptKind.TEXT),
                format);
    }

    /**
     * The model, how it is asked, and limits.
     *
     * @param model that looks at pictures and writes
     * @param prompt with the variables image and caption
     * @param minImageTextMatching smallest mark kept
     * @param minObjectDetail smallest mark kept
     * @param minCaptionQuality smallest mark kept
     * @param minSemanticUnderstanding smallest mark kept
     * @param anyOrAll whether one image within the limits is enough
     * @param asking how answers are asked for
     */
    public record Params(
            @Setting(value = "writer", measured = true) String model,
            @Setting(value = "mlm_filter@1", measured = true) String prompt,
            @Setting(value = "66", min = 0, max = 100) int minImageTextMatching,
            @Setting(value = "20", min = 0, max = 100) int minObjectDetail,
            @Setting(value = "0", min = 0, max = 100) int minCaptionQuality,
            @Setting(value = "0", min = 0, max = 100) int minSemanticUnderstanding,
            @Setting("any") AnyOrAll anyOrAll,
            @SettingGroup("max_tokens=128") JudgeSettings asking) {

        List<Integer> least() {
            return List.of(minImageTextMatching, minObjectDetail, minCaptionQuality, minSemanticUnderstanding);
        }
    }

    @Override
    public List<String> models() {
        return List.of(params.model());
    }

    @Override
    public List<Feature> features() {
        return MARKS.stream().map(Feature::numbers).toList();
    }

    @Override
    public void measure(Batch batch, Measurements out) {
        List<Optional<double[][]>> rows = Asking.each(batch, out, this::marks);
        for (int row = 0; row < rows.size(); row++) {
            double[][] marks = rows.get(row).orElse(new double[0][]);
            for (int mark = 0; mark < marks.length; mark++) {
                out.numbers(row, mark, marks[mark]);
            }
        }
    }

    /** By mark and image; not numbers where there is no text. */
    private double[][] marks(SampleView sample) throws SampleFailedException {
        List<Part> images = sample.parts().stream().filter(Pictures::isPicture).toList();
        String caption = Caption.of(sample);
        double[][] marks = new double[MARKS.size()][images.size()];
        for (int i = 0; i < images.size(); i++) {
            Optional<AnswerValues> answer = caption.isEmpty() ? Optional.empty() : Optional.of(ask((Part.Media) images.get(i), caption));
            for (int mark = 0; mark < marks.length; mark++) {
                String name = MARKS.get(mark);
                marks[mark][i] = answer.map(values -> (double) values.whole(name)).orElse(Double.NaN);
            }
        }
        return marks;
    }

    private AnswerValues ask(Part.Media image, String caption) throws SampleFailedException {
        return rater.ask(Map.of(IMAGE, Pictures.of(image, limits), CAPTION, new PromptValue.Text(caption))).orFail().values();
    }

    @Override
    public Decision decide(FeatureRow row) {
        int images = row.numbers(0).length;
        if (images > 0 && Double.isNaN(row.numbers(0)[0])) {
            return Decision.drop("no text to compare with");
        }
        // Of each reason whether any image, or all, meet it alone; then of all together.
        for (int mark = 0; mark < MARKS.size(); mark++) {
            double[] marks = row.numbers(mark);
            int least = params.least().get(mark);
            Decision decision = params.anyOrAll().decide(images, i -> marks[i] >= least, MARKS.get(mark) + " too low");
            if (!decision.keep()) {
                return decision;
            }
        }
        return params.anyOrAll().decide(images, i -> isGood(row, i), "no image has all marks high enough");
    }

    private boolean isGood(FeatureRow row, int image) {
        for (int mark = 0; mark < MARKS.size(); mark++) {
            if (!(row.numbers(mark)[image] >= params.least().get(mark))) {
                return false;
            }
        }
        return true;
    }
}
