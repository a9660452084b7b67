package dev.tandem.operators.generative;

import dev.tandem.core.error.SampleFailedException;
import dev.tandem.core.model.Part;
import dev.tandem.core.operator.AttributeMapper;
import dev.tandem.core.operator.Batch;
import dev.tandem.core.operator.MediaLimits;
import dev.tandem.core.operator.OperatorContext;
import dev.tandem.core.operator.OperatorName;
import dev.tandem.core.operator.SampleView;
import dev.tandem.core.operator.Setting;
import dev.tandem.core.prompt.AnswerFormat;
import dev.tandem.core.prompt.PromptKind;
import dev.tandem.core.prompt.PromptValue;
import dev.tandem.operators.model.Caption;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Describes pictures anew with a model that looks at them, and writes what it said as an attribute of each. The description of the page
 * stays what it is; {@code caps_fusion} makes one text of both. How a text was made, and what it cost, stands in a second attribute.
 */
@OperatorName("recaption")
public final class RecaptionMapper implements AttributeMapper {
    private static final String CAPTION = "caption";
    private static final String IMAGE = "image";

    private final Params params;
    private final MediaLimits limits;
    private final PromptedModel writer;

    public RecaptionMapper(Params params, OperatorContext context) {
        this.params = params;
        this.limits = context.mediaLimits();
        this.writer = new PromptedModel(
                context,
                new PromptedModel.Settings(params.model(), params.maxTokens(), params.temperature(), params.attempts(), params.seed(),
                        params.round(), params.budget()),
                params.prompt(),
                Map.of(IMAGE, PromptKind.IMAGE, CAPTION, PromptKind.TEXT),
                AnswerFormat.object().text(CAPTION, 1, params.maxLen()));
    }

    /**
     * The model, and how it is asked.
     *
     * @param model that looks at pictures and writes
     * @param prompt with the variables image and caption
     * @param field the attribute that is written
     * @param maxLen greatest length of a description, in code points
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
            @Setting("recaption@1") String prompt,
            @Setting("recaption") String field,
            @Setting(value = "2000", min = 1, max = 20_000) int maxLen,
            @Setting(value = "512", min = 1, max = 32_768) int maxTokens,
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
        Written.besideParts(batch, out, writer, params.field(), () -> this::question);
    }

    private Optional<Question> question(SampleView sample, int part) throws SampleFailedException {
        if (!Pictures.isPicture(sample.parts().get(part))) {
            return Optional.empty();
        }
        Part.Media picture = (Part.Media) sample.parts().get(part);
        return Optional.of(Question.Open.of(
                Map.of(IMAGE, Pictures.of(picture, limits), CAPTION, new PromptValue.Text(Caption.of(sample))), CAPTION));
    }
}
