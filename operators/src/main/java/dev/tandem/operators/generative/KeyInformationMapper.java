package dev.tandem.operators.generative;

import dev.tandem.core.error.ErrorCode;
import dev.tandem.core.error.SampleFailedException;
import dev.tandem.core.json.Json;
import dev.tandem.core.model.Part;
import dev.tandem.core.model.PartAttributes;
import dev.tandem.core.operator.AttributeMapper;
import dev.tandem.core.operator.Batch;
import dev.tandem.core.operator.OperatorContext;
import dev.tandem.core.operator.OperatorName;
import dev.tandem.core.operator.SampleView;
import dev.tandem.core.operator.Setting;
import dev.tandem.core.operator.SettingGroup;
import dev.tandem.core.prompt.AnswerFault;
import dev.tandem.core.prompt.AnswerField;
import dev.tandem.core.prompt.AnswerFormat;
import dev.tandem.core.prompt.AnswerRefusedException;
import dev.tandem.core.prompt.AnswerValues;
import dev.tandem.core.prompt.PromptKind;
import dev.tandem.core.prompt.PromptValue;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.StringJoiner;
import java.util.TreeSet;

/**
 * Finds what a document says under some names, such as a date or a sum, with the place where it says so: texts, and what was read in
 * pictures, are given to the model as numbered lines, and of its answer only what stands in the line that it names is kept (LMDX, Perot et
 * al., 2024). So nothing is made up, and some things may be missed. Writes a JSON list of field, value, and its beginning and end in code
 * points, as an attribute of each text and picture that was read.
 */
@OperatorName("key_information")
public final class KeyInformationMapper implements AttributeMapper {
    private static final String LINES = "lines";
    private static final String FIELDS = "fields";
    private static final String FOUND = "found";
    private static final String FIELD = "field";
    private static final String VALUE = "value";
    private static final String LINE = "line";
    private static final int MOST_FOUND = 200;

    private final Params params;
    private final PromptedModel writer;

    public KeyInformationMapper(Params params, OperatorContext context) {
        this.params = params;
        AnswerFormat one = AnswerFormat.object()
                .choice(FIELD, params.fields().toArray(String[]::new))
                .text(VALUE, 1, params.maxChars())
                .with(LINE, new AnswerField.Whole(1, params.maxChars() + 1L));
        this.writer = new PromptedModel(
                context, params.writing().of(params.model()), params.prompt(),
                Map.of(LINES, PromptKind.TEXT, FIELDS, PromptKind.WORDS),
                AnswerFormat.object().objects(FOUND, 0, MOST_FOUND, one));
    }

    /**
     * What is looked for.
     *
     * @param model that reads and writes
     * @param prompt with the variables lines and fields
     * @param fields names of what is looked for: letters, digits and spaces
     * @param field the attribute that is written
     * @param maxChars longer texts fail their sample, in code points
     * @param writing how answers are asked for
     */
    public record Params(
            @Setting("writer") String model,
            @Setting("key_information@1") String prompt,
            @Setting("title,date,place,name,amount") List<String> fields,
            @Setting("key_information") String field,
            @Setting(value = "20000", min = 1, max = 200_000) int maxChars,
            @SettingGroup("max_tokens=2048") WriterSettings writing) {
        public Params {
            new PromptValue.Words(String.join(", ", fields));
        }
    }

    @Override
    public List<String> models() {
        return List.of(params.model());
    }

    @Override
    public void map(Batch batch, Attributes out) {
        Written.besideParts(batch, out, writer, params.field(), () -> this::question);
    }

    private Optional<Question> question(SampleView sample, int part) throws SampleFailedException {
        String text = sample.parts().get(part) instanceof Part.Text given
                ? given.text()
                : sample.parts().get(part).attributes().getOrDefault(PartAttributes.OCR, "");
        if (text.isBlank()) {
            return Optional.empty();
        }
        if (text.codePointCount(0, text.length()) > params.maxChars()) {
            throw new SampleFailedException(ErrorCode.TOO_LARGE, "A text has more code points than max_chars, " + params.maxChars());
        }
        String[] lines = text.split("\n", -1);
        StringJoiner numbered = new StringJoiner("\n");
        for (int line = 0; line < lines.length; line++) {
            numbered.add(line + 1 + "| " + lines[line]);
        }
        return Optional.of(new Question.Open(
                Map.of(
                        LINES, new PromptValue.Text(numbered.toString()),
                        FIELDS, new PromptValue.Words(String.join(", ", params.fields()))),
                values -> {
                    if (!values.objects(FOUND).isEmpty() && verified(values, lines).isEmpty()) {
                        throw new AnswerRefusedException(AnswerFault.NOT_CONFIRMED);
                    }
                },
                values -> Json.text(verified(values, lines))));
    }

    /** What stands where the answer says, each once, in the order of the text. */
    private static List<Map<String, Object>> verified(AnswerValues values, String[] lines) {
        TreeSet<Span> spans = new TreeSet<>();
        for (AnswerValues found : values.objects(FOUND)) {
            int line = (int) found.whole(LINE) - 1;
            String value = found.text(VALUE);
            int at = line < lines.length ? lines[line].indexOf(value) : -1;
            if (at >= 0) {
                int before = 0;
                for (int i = 0; i < line; i++) {
                    before += lines[i].codePointCount(0, lines[i].length()) + 1;
                }
                int start = before + lines[line].codePointCount(0, at);
                spans.add(new Span(start, start + value.codePointCount(0, value.length()), found.text(FIELD), value));
            }
        }
        return spans.stream()
                .map(span -> Map.<String, Object>of(FIELD, span.field, VALUE, span.value, "start", span.start, "end", span.end))
                .toList();
    }

    private record Span(int start, int end, String field, String value) implements Comparable<Span> {
        private static final Comparator<Span> ORDER =
                Comparator.comparingInt(Span::start).thenComparingInt(Span::end).thenComparing(Span::field);

        @Override
        public int compareTo(Span other) {
            return ORDER.compare(this, other);
        }
    }
}
