package dev.tandem.operators.generative;

import dev.tandem.core.error.SampleFailedException;
import dev.tandem.core.inference.Prompt;
import dev.tandem.core.model.Part;
import dev.tandem.core.model.PartAttributes;
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
import dev.tandem.core.prompt.AnswerFormat;
import dev.tandem.core.prompt.PromptKind;
import dev.tandem.core.prompt.PromptValue;
import dev.tandem.operators.creators.QuestionItem;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Keeps items of question and answer whose answer a model finds as well, from the pictures and the texts that the question is about and
 * without the answer: what nobody can find is wrong, or unanswerable, as C-VQA has it. Answers agree when they are the same number, or
 * the same words but for case, marks and articles. A weak model drops what is hard; one that has seen the item keeps what
 * is wrong. Samples that are no item of question and answer stay.
 */
@OperatorName("self_answer")
public final class SelfAnswerFilter implements Filter {
    private static final String QUESTION = "question";
    private static final String ABOUT = "context";
    private static final String IMAGE = "image";
    private static final String ANSWER = "answer";

    private final Params params;
    private final MediaLimits limits;
    private final PromptedModel model;

    public SelfAnswerFilter(Params params, OperatorContext context) {
        this.params = params;
        this.limits = context.mediaLimits();
        this.model = new PromptedModel(
                context, params.asking().of(params.model()), params.prompt(),
                Map.of(QUESTION, PromptKind.TEXT, ABOUT, PromptKind.TEXT, IMAGE, PromptKind.IMAGE),
                AnswerFormat.object().text(ANSWER, 1, params.maxLen()));
    }

    /**
     * The model, how it is asked, and the limit.
     *
     * @param model that answers
     * @param prompt with the variables question, context and image, or the first two (self_answer_text@1)
     * @param answers that are asked for; with a temperature they differ
     * @param minAgreement smallest share of answers that agree with the item's
     * @param maxLen greatest length of an answer, in code points
     * @param asking how answers are asked for
     */
    public record Params(
            @Setting(value = "writer", measured = true) String model,
            @Setting(value = "self_answer@1", measured = true) String prompt,
            @Setting(value = "1", min = 1, max = 16, measured = true) int answers,
            @Setting(value = "0.5", min = 0, max = 1) double minAgreement,
            @Setting(value = "500", min = 1, max = 20_000, measured = true) int maxLen,
            @SettingGroup("max_tokens=256") JudgeSettings asking) {}

    @Override
    public List<String> models() {
        return List.of(params.model());
    }

    @Override
    public List<Feature> features() {
        return List.of(Feature.number("agreement"));
    }

    @Override
    public void measure(Batch batch, Measurements out) {
        List<Optional<Double>> rows = Asking.each(batch, out, this::agreement);
        for (int row = 0; row < rows.size(); row++) {
            int at = row;
            rows.get(row).ifPresent(agreement -> out.number(at, 0, agreement));
        }
    }

    /** Not a number where nothing is asked. */
    private double agreement(SampleView sample) throws SampleFailedException {
        String question = QuestionItem.text(sample.sample(), PartAttributes.QUESTION);
        String given = QuestionItem.text(sample.sample(), PartAttributes.ANSWER);
        if (question.isBlank() || given.isBlank()) {
            return Double.NaN;
        }
        List<Prompt.Image> images = new ArrayList<>();
        StringBuilder about = new StringBuilder();
        for (Part part : sample.parts()) {
            if (Pictures.isPicture(part)) {
                images.add(Pictures.image((Part.Media) part, limits));
            } else if (part instanceof Part.Text text && !text.attributes().containsKey(PartAttributes.ROLE)) {
                about.append(about.isEmpty() ? "" : "\n\n").append(text.text());
            }
        }
        Map<String, PromptValue> values = Map.of(
                QUESTION, new PromptValue.Text(question),
                ABOUT, new PromptValue.Text(about.toString()),
                IMAGE, new PromptValue.Images(images));
        int agreed = 0;
        for (int variant = 0; variant < params.answers(); variant++) {
            String found = model.ask(values, variant, PromptedModel.Check.NONE).orFail().values().text(ANSWER);
            agreed += AnswerText.same(given, found) ? 1 : 0;
        }
        return (double) agreed / params.answers();
    }

    @Override
    public Decision decide(FeatureRow row) {
        return row.number(0) < params.minAgreement() ? Decision.drop("a model does not find the answer") : Decision.KEEP;
    }
}
