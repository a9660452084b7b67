package dev.tandem.operators.generative;

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
 * Translates texts into another language, and writes the translation as an attribute of each. Long texts are translated a few paragraphs
 * at a time. A translation that is many times longer or shorter than its text is refused.
 */
@OperatorName("translate")
public final class TranslateMapper implements AttributeMapper {
    private static final String TEXT = "text";
    private static final String LANGUAGE = "language";
    private static final int SHORT = 20;

    private final Params params;
    private final PromptedModel writer;

    public TranslateMapper(Params params, OperatorContext context) {
        this.params = params;
        this.writer = new PromptedModel(
                context, params.writing().of(params.model()), params.prompt(),
                Map.of(TEXT, PromptKind.TEXT, LANGUAGE, PromptKind.WORDS),
                AnswerFormat.object().text(TEXT, 1, 5 * params.maxChars()));
    }

    /**
     * How texts are translated.
     *
     * @param model that writes
     * @param prompt with the variables text and language
     * @param language to translate into, as the prompt is told
     * @param field the attribute that is written
     * @param maxChars most code points that are translated at a time
     * @param maxRatio how many times longer or shorter a translation may be, where a text has more than twenty code points
     * @param writing how answers are asked for
     */
    public record Params(
            @Setting("writer") String model,
            @Setting("translate@1") String prompt,
            @Setting("English") String language,
            @Setting("translation") String field,
            @Setting(value = "4000", min = 100, max = 20_000) int maxChars,
            @Setting(value = "5", min = 1, max = 100) double maxRatio,
            @SettingGroup("max_tokens=4096") WriterSettings writing) {
        public Params {
            new PromptValue.Words(language);
        }
    }

    @Override
    public List<String> models() {
        return List.of(params.model());
    }

    @Override
    public void map(Batch batch, Attributes out) {
        Written.all(batch, out, this::translated);
    }

    private List<Written> translated(SampleView sample) throws SampleFailedException {
        List<Written> written = new ArrayList<>();
        for (int part = 0; part < sample.parts().size(); part++) {
            if (sample.parts().get(part) instanceof Part.Text text && !text.text().isBlank()) {
                StringJoiner translation = new StringJoiner("\n\n");
                Making making = null;
                for (String piece : TextPieces.of(text.text(), params.maxChars())) {
                    Answered.Given answer = writer.ask(
                            Map.of(TEXT, new PromptValue.Text(piece), LANGUAGE, new PromptValue.Words(params.language())), 0,
                            values -> check(piece, values.text(TEXT))).orFail();
                    translation.add(answer.values().text(TEXT));
                    making = making == null ? answer.making() : answer.making().plus(making);
                }
                writer.made(Digest.of(sample.sample().id().hex() + part));
                written.add(new Written(part, params.field(), translation.toString(), making));
            }
        }
        return written;
    }

    private void check(String text, String translation) throws AnswerRefusedException {
        double ratio = (double) translation.length() / text.length();
        if (text.length() > SHORT && (ratio > params.maxRatio() || ratio < 1 / params.maxRatio())) {
            throw new AnswerRefusedException(AnswerFault.NOT_CONFIRMED);
        }
    }
}
