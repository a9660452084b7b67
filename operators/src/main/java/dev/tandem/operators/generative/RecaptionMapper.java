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
import dev.tandem.core.operator.SettingGroup;
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
                context, params.writing().of(params.model()), params.prompt(),
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
     * @param writing how answers are asked for
     */
    public record Params(
            @Setting("writer") String model,
            @Setting("recaption@1") String prompt,
            @Setting("recaption") String field,
            @Setting(value = "2000", min = 1, max = 20_000) int maxLen,
            @SettingGroup WriterSettings writing) {}

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
