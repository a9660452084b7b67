package dev.tandem.operators.generative;

import dev.tandem.core.error.SampleFailedException;
import dev.tandem.core.inference.Prompt;
import dev.tandem.core.model.Part;
import dev.tandem.core.model.PartAttributes;
import dev.tandem.core.operator.AttributeMapper;
import dev.tandem.core.operator.Batch;
import dev.tandem.core.operator.MediaLimits;
import dev.tandem.core.operator.OperatorContext;
import dev.tandem.core.operator.OperatorName;
import dev.tandem.core.operator.SampleView;
import dev.tandem.core.operator.Setting;
import dev.tandem.core.operator.SettingGroup;
import dev.tandem.core.prompt.AnswerFault;
import dev.tandem.core.prompt.AnswerFormat;
import dev.tandem.core.prompt.AnswerRefusedException;
import dev.tandem.core.prompt.PromptKind;
import dev.tandem.core.prompt.PromptValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.StringJoiner;

/**
 * Writes the steps that lead to the answer of a question, as an attribute of the answer. The model is not told the answer: it has to come
 * to it itself, and what comes to another one is asked for again, and at last fails the sample. So what is written leads to the answer,
 * by steps that nobody else has checked.
 */
@OperatorName("rationale")
public final class RationaleMapper implements AttributeMapper {
    private static final String QUESTION = "question";
    private static final String CONTEXT = "context";
    private static final String IMAGE = "image";
    private static final String STEPS = "steps";
    private static final String ANSWER = "answer";

    private final Params params;
    private final MediaLimits limits;
    private final PromptedModel writer;

    public RationaleMapper(Params params, OperatorContext context) {
        this.params = params;
        this.limits = context.mediaLimits();
        this.writer = new PromptedModel(
                context, params.writing().of(params.model()), params.prompt(),
                Map.of(QUESTION, PromptKind.TEXT, CONTEXT, PromptKind.TEXT, IMAGE, PromptKind.IMAGE),
                AnswerFormat.object().texts(STEPS, 1, params.maxSteps(), params.maxLen()).text(ANSWER, 1, params.maxLen()));
    }

    /**
     * How steps are written.
     *
     * @param model that writes, and looks at pictures where samples have some
     * @param prompt with the variables question, context and image
     * @param field the attribute that is written
     * @param maxSteps most steps
     * @param maxLen greatest length of a step, in code points
     * @param writing how answers are asked for
     */
    public record Params(
            @Setting("writer") String model,
            @Setting("rationale@1") String prompt,
            @Setting("rationale") String field,
            @Setting(value = "8", min = 1, max = 50) int maxSteps,
            @Setting(value = "500", min = 1, max = 5_000) int maxLen,
            @SettingGroup("max_tokens=1024") WriterSettings writing) {}

    @Override
    public List<String> models() {
        return List.of(params.model());
    }

    @Override
    public void map(Batch batch, Attributes out) {
        Written.besideParts(batch, out, writer, params.field(), Conversation::new);
    }

    /** A sample, read from its beginning: what was asked and shown before an answer. */
    private final class Conversation implements Question.OfSample {
        private final StringJoiner context = new StringJoiner("\n\n");
        private final List<Prompt.Image> pictures = new ArrayList<>();
        private String question = "";

        @Override
        public Optional<Question> about(SampleView sample, int part) throws SampleFailedException {
            Part next = sample.parts().get(part);
            if (Pictures.isPicture(next) && isAnswered(sample)) {
                pictures.add(Pictures.image((Part.Media) next, limits));
            }
            if (next instanceof Part.Text text) {
                switch (next.attributes().getOrDefault(PartAttributes.ROLE, "")) {
                    case PartAttributes.QUESTION -> question = text.text();
                    case PartAttributes.ANSWER -> {
                        return question.isBlank() || text.text().isBlank() ? Optional.empty() : Optional.of(derivation(text.text()));
                    }
                    default -> context.add(text.text());
                }
            }
            return Optional.empty();
        }

        private Question derivation(String answer) {
            return new Question.Open(
                    Map.of(
                            QUESTION, new PromptValue.Text(question), CONTEXT, new PromptValue.Text(context.toString()),
                            IMAGE, new PromptValue.Images(pictures)),
                    values -> {
                        if (!AnswerText.same(values.text(ANSWER), answer)) {
                            throw new AnswerRefusedException(AnswerFault.NOT_CONFIRMED);
                        }
                    },
                    values -> String.join("\n", values.texts(STEPS)));
        }
    }

    private static boolean isAnswered(SampleView sample) {
        return sample.parts().stream().anyMatch(part -> PartAttributes.ANSWER.equals(part.attributes().get(PartAttributes.ROLE)));
    }
}
