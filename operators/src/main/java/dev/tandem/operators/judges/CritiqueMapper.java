package dev.tandem.operators.judges;

import dev.tandem.core.error.SampleFailedException;
import dev.tandem.core.model.PartAttributes;
import dev.tandem.core.operator.AttributeMapper;
import dev.tandem.core.operator.Batch;
import dev.tandem.core.operator.MediaLimits;
import dev.tandem.core.operator.OperatorContext;
import dev.tandem.core.operator.OperatorName;
import dev.tandem.core.operator.SampleView;
import dev.tandem.core.operator.Setting;
import dev.tandem.core.operator.SettingGroup;
import dev.tandem.core.prompt.AnswerFormat;
import dev.tandem.core.prompt.AnswerValues;
import dev.tandem.core.prompt.PromptKind;
import dev.tandem.core.prompt.PromptValue;
import dev.tandem.operators.generative.Answered;
import dev.tandem.operators.generative.JudgeSettings;
import dev.tandem.operators.generative.PromptedModel;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Has a model say what is wrong with an answer and how to repair it, and writes that as an attribute of the answer: a line for each fault,
 * with the repair behind a tab; {@code none} where it finds nothing. The answer stays what it is.
 */
@OperatorName("critique")
public final class CritiqueMapper implements AttributeMapper {
    private static final String FAULTS = "faults";
    private static final String FAULT = "fault";
    private static final String REPAIR = "repair";

    private final Params params;
    private final MediaLimits limits;
    private final PromptedModel critic;

    public CritiqueMapper(Params params, OperatorContext context) {
        this.params = params;
        this.limits = context.mediaLimits();
        this.critic = new PromptedModel(
                context, params.asking().of(params.model()), params.prompt(),
                Map.of("images", PromptKind.IMAGE, "question", PromptKind.TEXT, "answer", PromptKind.TEXT),
                AnswerFormat.object().objects(FAULTS, 0, params.maxFaults(),
                        AnswerFormat.object().text(FAULT, 1, params.maxLen()).text(REPAIR, 0, params.maxLen())));
    }

    /**
     * The model, and how it is asked.
     *
     * @param model that looks for faults
     * @param prompt with the variables images, question and answer
     * @param field the attribute that is written
     * @param images whether it is shown the pictures
     * @param maxFaults most faults of an answer
     * @param maxLen greatest length of a fault, and of a repair, in code points
     * @param asking how answers are asked for
     */
    public record Params(
            @Setting("judge") String model,
            @Setting("critique@1") String prompt,
            @Setting("critique") String field,
            @Setting("true") boolean images,
            @Setting(value = "10", min = 1, max = 100) int maxFaults,
            @Setting(value = "500", min = 1, max = 10_000) int maxLen,
            @SettingGroup("max_tokens=1024") JudgeSettings asking) {}

    @Override
    public List<String> models() {
        return List.of(params.model());
    }

    @Override
    public void map(Batch batch, Attributes out) {
        Rows.ask(batch, this::critiques, (row, critiques) -> critiques.forEach(critique -> {
            out.add(row, critique.part(), params.field(), critique.text());
            out.add(row, critique.part(), params.field() + PartAttributes.MADE, critique.made());
        }), (row, failure) -> out.fail(row, failure.code(), failure.getMessage()));
    }

    private record Critique(int part, String text, String made) {}

    private Optional<List<Critique>> critiques(SampleView sample) throws SampleFailedException {
        Exchange exchange = Exchange.of(sample, limits, params.images());
        List<Critique> critiques = new ArrayList<>();
        for (int i = 0; i < exchange.answers().size(); i++) {
            Answered.Given given = critic.ask(Map.of(
                    "images", exchange.pictures(), "question", exchange.asked(),
                    "answer", new PromptValue.Text(exchange.answers().get(i)))).orFail();
            critiques.add(new Critique(exchange.places().get(i), text(given.values()), given.making().text()));
        }
        return Optional.of(critiques);
    }

    private static String text(AnswerValues answer) {
        List<String> lines = answer.objects(FAULTS).stream()
                .map(fault -> line(fault.text(FAULT)) + (fault.text(REPAIR).isEmpty() ? "" : "\t" + line(fault.text(REPAIR))))
                .toList();
        return lines.isEmpty() ? "none" : String.join("\n", lines);
    }

    private static String line(String text) {
        return text.replace('\n', ' ').replace('\r', ' ').replace('\t', ' ');
    }
}
