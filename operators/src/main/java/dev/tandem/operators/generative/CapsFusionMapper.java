package dev.tandem.operators.generative;

import dev.tandem.core.model.PartAttributes;
import dev.tandem.core.operator.AttributeMapper;
import dev.tandem.core.operator.Batch;
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
import dev.tandem.operators.model.Caption;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Makes one text of what a page says of a picture and of what a model saw in it (CapsFusion, Yu et al., 2024), and writes it as another
 * attribute of the picture. The gate: a text is refused that leaves out too many of the page's names and numbers, or has some that stand
 * in neither; where the page says nothing, what the model saw is taken as it is, and nobody is asked. Pictures that no model described are
 * left alone.
 */
@OperatorName("caps_fusion")
public final class CapsFusionMapper implements AttributeMapper {
    private static final String CAPTION = "caption";
    private static final String PAGE = "page";
    private static final String SEEN = "seen";

    private final Params params;
    private final PromptedModel writer;

    public CapsFusionMapper(Params params, OperatorContext context) {
        this.params = params;
        this.writer = new PromptedModel(
                context, params.writing().of(params.model()), params.prompt(),
                Map.of(PAGE, PromptKind.TEXT, SEEN, PromptKind.TEXT),
                AnswerFormat.object().text(CAPTION, 1, params.maxLen()));
    }

    /**
     * How texts are fused.
     *
     * @param model that writes
     * @param prompt with the variables page and seen
     * @param seen the attribute with what a model saw, as recaption writes it
     * @param field the attribute that is written
     * @param minKept least share of the names and numbers of the page that must stand in the text
     * @param maxLen greatest length of a text, in code points
     * @param writing how answers are asked for
     */
    public record Params(
            @Setting("writer") String model,
            @Setting("caps_fusion@1") String prompt,
            @Setting("recaption") String seen,
            @Setting("fused_caption") String field,
            @Setting(value = "0.5", min = 0, max = 1) double minKept,
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

    private Optional<Question> question(SampleView sample, int part) {
        Map<String, String> attributes = sample.parts().get(part).attributes();
        String seen = attributes.getOrDefault(params.seen(), "");
        if (!Pictures.isPicture(sample.parts().get(part)) || seen.isEmpty()) {
            return Optional.empty();
        }
        String page = Caption.of(sample);
        if (page.isEmpty()) {
            return Optional.of(new Question.Known(seen, attributes.getOrDefault(params.seen() + PartAttributes.MADE, "")));
        }
        return Optional.of(new Question.Open(
                Map.of(PAGE, new PromptValue.Text(page), SEEN, new PromptValue.Text(seen)),
                values -> check(values.text(CAPTION), page, seen),
                values -> values.text(CAPTION)));
    }

    private void check(String fused, String page, String seen) throws AnswerRefusedException {
        Set<String> words = new HashSet<>(AnswerText.words(fused));
        Set<String> known = KnowledgeWords.of(page);
        long kept = known.stream().filter(words::contains).count();
        Set<String> sources = new HashSet<>(AnswerText.words(page));
        sources.addAll(AnswerText.words(seen));
        if (kept < params.minKept() * known.size() || !sources.containsAll(KnowledgeWords.of(fused))) {
            throw new AnswerRefusedException(AnswerFault.NOT_CONFIRMED);
        }
    }
}
