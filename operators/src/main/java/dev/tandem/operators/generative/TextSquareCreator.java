package dev.tandem.operators.generative;

import dev.tandem.core.error.SampleFailedException;
import dev.tandem.core.json.Json;
import dev.tandem.core.model.Part;
import dev.tandem.core.model.PartAttributes;
import dev.tandem.core.model.Sample;
import dev.tandem.core.operator.MediaLimits;
import dev.tandem.core.operator.OperatorContext;
import dev.tandem.core.operator.OperatorName;
import dev.tandem.core.operator.SampleView;
import dev.tandem.core.operator.Setting;
import dev.tandem.core.operator.SettingGroup;
import dev.tandem.core.operator.VerifyingCreator;
import dev.tandem.core.prompt.AnswerFormat;
import dev.tandem.core.prompt.PromptKind;
import dev.tandem.core.prompt.PromptValue;
import dev.tandem.operators.creators.ItemMetadata;
import dev.tandem.operators.creators.Lineage;
import dev.tandem.operators.creators.QuestionItem;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Asks about the text in pictures and answers it, in four steps (TextSquare, Tang et al., 2024): the model asks, answers, gives reasons,
 * and judges its own answer. An item stands where the answer is the same by two prompts, the same with and without the text that was read
 * before ({@code ocr_text}), and found right. It knows no more than the model; it finds out where that is not sure.
 */
@OperatorName("text_square")
public final class TextSquareCreator implements VerifyingCreator {
    private static final String IMAGE = "image";
    private static final String TEXT = "text";
    private static final String QUESTIONS = "questions";
    private static final String QUESTION = "question";
    private static final String ANSWER = "answer";
    private static final String REASON = "reason";
    private static final String VERDICT = "verdict";
    private static final String RIGHT = "right";
    private static final int MOST_LENGTH = 1_000;

    private final Params params;
    private final MediaLimits limits;
    private final Lineage lineage;
    private final PromptedModel asking;
    private final List<PromptedModel> answering;
    private final PromptedModel reasoning;
    private final PromptedModel judging;

    public TextSquareCreator(Params params, OperatorContext context) {
        this.params = params;
        this.limits = context.mediaLimits();
        this.lineage = Lineage.of(TextSquareCreator.class, params.writing().seed(), params.writing().round());
        PromptedModel.Settings settings = params.writing().of(params.model());
        Map<String, PromptKind> offered = new HashMap<>(Map.of(IMAGE, PromptKind.IMAGE, TEXT, PromptKind.TEXT));
        this.asking = new PromptedModel(
                context, settings, params.askPrompt(), Map.copyOf(offered),
                AnswerFormat.object().texts(QUESTIONS, 1, params.questions(), MOST_LENGTH));
        offered.put(QUESTION, PromptKind.TEXT);
        Map<String, PromptKind> question = Map.copyOf(offered);
        this.answering = params.answerPrompts().stream()
                .map(prompt -> new PromptedModel(
                        context, settings, prompt, question, AnswerFormat.object().text(ANSWER, 1, MOST_LENGTH)))
                .toList();
        offered.put(ANSWER, PromptKind.TEXT);
        this.reasoning = new PromptedModel(
                context, settings, params.reasonPrompt(), Map.copyOf(offered), AnswerFormat.object().text(REASON, 1, MOST_LENGTH));
        offered.put(REASON, PromptKind.TEXT);
        this.judging = new PromptedModel(
                context, settings, params.evaluatePrompt(), Map.copyOf(offered),
                AnswerFormat.object().choice(VERDICT, RIGHT, "wrong", "unsure"));
    }

    /**
     * How many questions are asked, and how.
     *
     * @param model that looks at pictures and writes
     * @param questions most questions about a picture
     * @param askPrompt with the variables image and text
     * @param answerPrompts each with the variables image, text and question; the first one gives the answer that stands
     * @param reasonPrompt with the variables image, text, question and answer
     * @param evaluatePrompt with the variables image, text, question, answer and reason
     * @param writing how answers are asked for
     */
    public record Params(
            @Setting("writer") String model,
            @Setting(value = "3", min = 1, max = 50) int questions,
            @Setting("square_ask@1") String askPrompt,
            @Setting("square_answer@1,square_brief@1") List<String> answerPrompts,
            @Setting("square_reason@1") String reasonPrompt,
            @Setting("square_evaluate@1") String evaluatePrompt,
            @SettingGroup("max_tokens=1024") WriterSettings writing) {
        public Params {
            if (answerPrompts.size() < 2) {
                throw new IllegalArgumentException("'answer_prompts' must name two at least, found " + answerPrompts);
            }
        }
    }

    @Override
    public boolean waitsForModels() {
        return true;
    }

    @Override
    public List<String> models() {
        return List.of(params.model());
    }

    @Override
    public void create(SampleView parent, Output out) throws SampleFailedException {
        int number = 0;
        for (Part.Media picture : parent.media()) {
            if (!Pictures.isPicture(picture)) {
                continue;
            }
            number++;
            Map<String, PromptValue> values = new HashMap<>();
            values.put(IMAGE, Pictures.of(picture, limits));
            values.put(TEXT, new PromptValue.Text(picture.attributes().getOrDefault(PartAttributes.OCR, "")));
            switch (asking.ask(values)) {
                case Answered.Refused refused -> out.refuse(refused.fault().reason());
                case Answered.Given asked -> {
                    List<String> questions = asked.values().texts(QUESTIONS).stream().distinct().toList();
                    for (int i = 0; i < questions.size(); i++) {
                        values.put(QUESTION, new PromptValue.Text(questions.get(i)));
                        String place = parent.sample().source() + "#square-" + number + "-" + (i + 1);
                        // What the questions cost is told with the first of them.
                        Optional<Making> before = i == 0 ? Optional.of(asked.making()) : Optional.empty();
                        answer(parent.sample(), picture, new HashMap<>(values), questions.get(i), place, before, out);
                    }
                }
            }
        }
    }

    private void answer(
            Sample parent,
            Part.Media picture,
            Map<String, PromptValue> values,
            String question,
            String place,
            Optional<Making> before,
            Output out)
            throws SampleFailedException {
        List<Making> makings = new ArrayList<>(before.stream().toList());
        List<String> answers = new ArrayList<>();
        for (PromptedModel model : answering) {
            answers.add(said(model.ask(values), ANSWER, makings));
        }
        Map<String, PromptValue> blind = new HashMap<>(values);
        blind.put(TEXT, new PromptValue.Text(""));
        if (!blind.equals(values)) {
            answers.add(said(answering.getFirst().ask(blind), ANSWER, makings));
        }
        String answer = answers.getFirst();
        if (answers.contains("") || !answers.stream().allMatch(other -> AnswerText.same(answer, other))) {
            out.refuse(answers.contains("") ? "answer refused" : "answers differ");
            return;
        }
        values.put(ANSWER, new PromptValue.Text(answer));
        String reason = said(reasoning.ask(values), REASON, makings);
        values.put(REASON, new PromptValue.Text(reason));
        String verdict = reason.isEmpty() ? "" : said(judging.ask(values), VERDICT, makings);
        if (verdict.isEmpty()) {
            out.refuse("answer refused");
            return;
        }
        Map<String, String> metadata = lineage.metadata(parent);
        // The prompt that made the answer names the item; what it cost is all of them.
        Making answered = makings.remove(before.isPresent() ? 1 : 0);
        metadata.putAll(makings.stream().reduce(answered, Making::plus).metadata());
        metadata.put(ItemMetadata.ANSWERS, Json.text(answers));
        metadata.put(ItemMetadata.EVALUATED, verdict);
        List<Part> parts = new ArrayList<>(QuestionItem.parts(picture, question, answer));
        parts.set(2, parts.get(2).with(Map.of("rationale", reason)));
        MadeItem.tell(this, judging, Sample.of(place, List.of(parent.id()), metadata, parts), out);
    }

    /** Empty where the answer was refused. */
    private static String said(Answered answered, String field, List<Making> makings) {
        makings.add(answered.making());
        return answered instanceof Answered.Given given ? given.values().text(field) : "";
    }

    @Override
    public Optional<String> fault(Sample made) {
        String answer = QuestionItem.text(made, PartAttributes.ANSWER);
        List<?> answers = Json.read(made.metadata().getOrDefault(ItemMetadata.ANSWERS, "[]"), List.class);
        if (answer.isBlank() || answers.size() < 2 || !answers.stream().allMatch(other -> AnswerText.same(answer, (String) other))) {
            return Optional.of("answers differ");
        }
        return RIGHT.equals(made.metadata().get(ItemMetadata.EVALUATED))
                ? Optional.empty()
                : Optional.of("not found right by the model itself");
    }
}
