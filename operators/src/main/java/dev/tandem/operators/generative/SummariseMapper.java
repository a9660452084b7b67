package dev.tandem.operators.generative;

import dev.tandem.core.error.ErrorCode;
import dev.tandem.core.error.SampleFailedException;
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
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import java.util.stream.IntStream;

/**
 * Sums up the text of a sample, and writes the summary as an attribute of its first text. A long text is summed up piece by piece, and
 * then what was said of the pieces. A summary that is not shorter than its text is refused; texts of a few words are left alone.
 */
@OperatorName("summarise")
public final class SummariseMapper implements AttributeMapper {
    private static final String TEXT = "text";
    private static final String SUMMARY = "summary";
    /** Pieces of one text: what has more is no text to be summed up in a few sentences. */
    private static final int MOST_PIECES = 64;

    private final Params params;
    private final PromptedModel writer;

    public SummariseMapper(Params params, OperatorContext context) {
        this.params = params;
        this.writer = new PromptedModel(
                context, params.writing().of(params.model()), params.prompt(),
                Map.of(TEXT, PromptKind.TEXT),
                AnswerFormat.object().text(SUMMARY, 1, params.maxLen()));
    }

    /**
     * How texts are summed up.
     *
     * @param model that writes
     * @param prompt with the variable text
     * @param field the attribute that is written
     * @param minLen texts with fewer code points are left alone
     * @param maxLen greatest length of a summary, in code points
     * @param maxChars most code points that are summed up at a time
     * @param writing how answers are asked for
     */
    public record Params(
            @Setting("writer") String model,
            @Setting("summarise@1") String prompt,
            @Setting("summary") String field,
            @Setting(value = "200", min = 1, max = 1_000_000) int minLen,
            @Setting(value = "1000", min = 1, max = 10_000) int maxLen,
            @Setting(value = "12000", min = 100, max = 100_000) int maxChars,
            @SettingGroup WriterSettings writing) {}

    @Override
    public List<String> models() {
        return List.of(params.model());
    }

    @Override
    public void map(Batch batch, Attributes out) {
        Written.all(batch, out, this::summedUp);
    }

    private List<Written> summedUp(SampleView sample) throws SampleFailedException {
        String text = sample.text().strip();
        int first = IntStream.range(0, sample.parts().size())
                .filter(part -> sample.parts().get(part) instanceof Part.Text)
                .findFirst()
                .orElse(-1);
        if (first < 0 || text.codePointCount(0, text.length()) < params.minLen()) {
            return List.of();
        }
        List<String> pieces = TextPieces.of(text, params.maxChars());
        if (pieces.size() > MOST_PIECES) {
            throw new SampleFailedException(ErrorCode.TOO_LARGE, "A text of " + pieces.size() + " pieces is not summed up; cut it before");
        }
        Answered.Given answer = asked(pieces.getFirst());
        Making making = answer.making();
        if (pieces.size() > 1) {
            StringJoiner all = new StringJoiner("\n\n").add(answer.values().text(SUMMARY));
            for (String piece : pieces.subList(1, pieces.size())) {
                answer = asked(piece);
                making = answer.making().plus(making);
                all.add(answer.values().text(SUMMARY));
            }
            answer = asked(all.toString());
            making = answer.making().plus(making);
        }
        writer.made(sample.sample().id());
        return List.of(new Written(first, params.field(), answer.values().text(SUMMARY), making));
    }

    private Answered.Given asked(String text) throws SampleFailedException {
        return writer.ask(Map.of(TEXT, new PromptValue.Text(text)), 0, values -> {
            if (values.text(SUMMARY).length() >= text.length()) {
                throw new AnswerRefusedException(AnswerFault.NOT_CONFIRMED);
            }
        }).orFail();
    }
}
