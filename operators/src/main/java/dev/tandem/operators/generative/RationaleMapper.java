package dev.tandem.operators.generative;

import dev.tandem.core.error.SampleFailedException;
import dev.tandem.core.inference.Prompt;
import dev.tandem.core.model.Digest;
import dev.tandem.core.model.Part;
import dev.tandem.core.model.PartAttributes;
import dev.tandem.core.operator.AttributeMapper;
import dev.tandem.core.operator.Batch;
import dev.tandem.core.operator.MediaLimits;
import dev.tandem.core.operator.OperatorContext;
import dev.tandem.core.operator.OperatorName;
import dev.tandem.core.operator.SampleView;
import dev.tandem.core.operator.Setting;
import dev.tandem.core.prompt.AnswerFault;
import dev.tandem.core.prompt.AnswerFormat;
import dev.tandem.core.prompt.AnswerRefusedException;
import dev.tandem.core.prompt.PromptKind;
import dev.tandem.core.prompt.PromptValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
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
                context,
                new PromptedModel.Settings(params.model(), params.maxTokens(), params.temperature(), params.attempts(), params.seed(),
                        params.round(), params.budget()),
                params.prompt(),
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
     * @param maxTokens greatest length of an answer, in tokens
     * @param temperature 0 for the likeliest text
     * @param attempts answers that are asked for, each with another seed, until one has the form that is asked for
     * @param seed another seed is another answer
     * @param round number of the round of development that texts are made in; 0 for none
     * @param budget what the run may spend here, such as calls=1000, tokens=2000000, items=500, seconds=3600, or cost=12.5 with
     *     call_price, read_price and written_price (of a million tokens)
     */
    public record Params(
            @Setting("writer") String model,
            @Setting("rationale@1") String prompt,
            @Setting("rationale") String field,
            @Setting(value = "8", min = 1, max = 50) int maxSteps,
            @Setting(value = "500", min = 1, max = 5_000) int maxLen,
            @Setting(value = "1024", min = 1, max = 32_768) int maxTokens,
            @Setting(value = "0", min = 0, max = 2) double temperature,
            @Setting(value = "3", min = 1, max = 10) int attempts,
            @Setting("42") long seed,
            @Setting(value = "0", min = 0, max = 1_000_000) int round,
            @Setting("") List<String> budget) {}

    @Override
    public List<String> models() {
        return List.of(params.model());
    }

    @Override
    public void map(Batch batch, Attributes out) {
        Written.all(batch, out, this::steps);
    }

    private List<Written> steps(SampleView sample) throws SampleFailedException {
        String question = "";
        StringJoiner context = new StringJoiner("\n\n");
        List<Prompt.Image> pictures = new ArrayList<>();
        List<Written> written = new ArrayList<>();
        for (int part = 0; part < sample.parts().size(); part++) {
            if (sample.parts().get(part) instanceof Part.Media media) {
                if (Pictures.isPicture(media) && !isAsked(sample)) {
                    continue;
                }
                if (Pictures.isPicture(media)) {
                    pictures.add(Pictures.image(media, limits));
                }
                continue;
            }
            String text = ((Part.Text) sample.parts().get(part)).text();
            switch (sample.parts().get(part).attributes().getOrDefault(PartAttributes.ROLE, "")) {
                case PartAttributes.QUESTION -> question = text;
                case PartAttributes.ANSWER -> {
                    if (!question.isBlank() && !text.isBlank()) {
                        written.add(derived(sample, part, question, context.toString(), pictures, text));
                    }
                }
                default -> context.add(text);
            }
        }
        return written;
    }

    private static boolean isAsked(SampleView sample) {
        return sample.parts().stream().anyMatch(part -> PartAttributes.ANSWER.equals(part.attributes().get(PartAttributes.ROLE)));
    }

    private Written derived(
            SampleView sample, int part, String question, String context, List<Prompt.Image> pictures, String answer)
            throws SampleFailedException {
        Answered.Given given = writer.ask(
                Map.of(
                        QUESTION, new PromptValue.Text(question), CONTEXT, new PromptValue.Text(context),
                        IMAGE, new PromptValue.Images(pictures)),
                0,
                values -> {
                    if (!AnswerText.same(values.text(ANSWER), answer)) {
                        throw new AnswerRefusedException(AnswerFault.NOT_CONFIRMED);
                    }
                }).orFail();
        writer.made(Digest.of(sample.sample().id().hex() + part));
        return new Written(part, params.field(), String.join("\n", given.values().texts(STEPS)), given.making());
    }
}
