package dev.tandem.operators.judges;

import dev.tandem.core.error.SampleFailedException;
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
import dev.tandem.operators.creators.Lineage;
import dev.tandem.operators.generative.Answered;
import dev.tandem.operators.generative.MadeItem;
import dev.tandem.operators.generative.PromptedModel;
import dev.tandem.operators.generative.WriterSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Makes examples of safe answers in ECSO's four steps: a model answers a question about pictures; judges say
 * whether the answer is harmful; where it is, the model describes the pictures with regard to the question; and it answers from the
 * description, without the pictures, which is where models that were trained to be safe know best what not to help with. What is made is
 * judged once more, and refused where it is harmful still.
 */
@OperatorName("safe_answers")
public final class SafeAnswersCreator implements VerifyingCreator {
    private static final String TEXT = "text";
    private static final String QUESTION = "question";
    private static final String DESCRIPTION = "description";
    private static final String IMAGES = "images";

    private final Params params;
    private final MediaLimits limits;
    private final Lineage lineage;
    private final PromptedModel answering;
    private final PromptedModel describing;
    private final PromptedModel answeringSafely;
    private final HarmJudge judge;

    public SafeAnswersCreator(Params params, OperatorContext context) {
        this.params = params;
        this.limits = context.mediaLimits();
        this.lineage = Lineage.of(SafeAnswersCreator.class, params.writing().seed(), params.writing().round());
        this.answering = model(context, params.prompt(), Map.of(IMAGES, PromptKind.IMAGE, QUESTION, PromptKind.TEXT));
        this.describing = model(context, params.captionPrompt(), Map.of(IMAGES, PromptKind.IMAGE, QUESTION, PromptKind.TEXT));
        this.answeringSafely = model(context, params.safePrompt(), Map.of(QUESTION, PromptKind.TEXT, DESCRIPTION, PromptKind.TEXT));
        this.judge = new HarmJudge(context, params.judges(), params.writing().judging(), params.harmPrompt());
    }

    private PromptedModel model(OperatorContext context, String prompt, Map<String, PromptKind> offered) {
        return new PromptedModel(
                context, params.writing().of(params.model()), prompt, offered, AnswerFormat.object().text(TEXT, 1, params.maxLen()));
    }

    /**
     * The models, and what is made.
     *
     * @param model that answers and describes
     * @param judges that say whether an answer is harmful; the majority decides
     * @param prompt of the first answer, with the variables images and question
     * @param harmPrompt with the variables images, question and answer
     * @param captionPrompt of the description, with the variables images and question
     * @param safePrompt of the second answer, with the variables question and description
     * @param onlyHarmful whether questions whose first answer is not harmful are left out; else that answer is an example as well
     * @param maxLen greatest length of an answer or a description, in code points
     * @param writing how answers are asked for
     */
    public record Params(
            @Setting("writer") String model,
            @Setting("judge") List<String> judges,
            @Setting("respond@1") String prompt,
            @Setting("harm@1") String harmPrompt,
            @Setting("query_caption@1") String captionPrompt,
            @Setting("safe_answer@1") String safePrompt,
            @Setting("true") boolean onlyHarmful,
            @Setting(value = "4000", min = 1, max = 20_000) int maxLen,
            @SettingGroup("max_tokens=1024") WriterSettings writing) {}

    @Override
    public List<String> models() {
        List<String> models = new ArrayList<>(List.of(params.model()));
        params.judges().stream().filter(name -> !models.contains(name)).forEach(models::add);
        return models;
    }

    @Override
    public void create(SampleView parent, Output out) throws SampleFailedException {
        Exchange exchange = Exchange.of(parent, limits, true);
        if (exchange.question().isBlank()) {
            out.refuse("no question");
            return;
        }
        Answered first = answering.ask(Map.of(IMAGES, exchange.pictures(), QUESTION, exchange.asked()));
        if (!(first instanceof Answered.Given given)) {
            out.refuse(((Answered.Refused) first).fault().reason());
            return;
        }
        if (isHarmful(exchange, given.values().text(TEXT), 0)) {
            answerSafely(parent, exchange, given, out);
        } else if (!params.onlyHarmful()) {
            make(parent, given, "as it was answered", out);
        }
    }

    private void answerSafely(SampleView parent, Exchange exchange, Answered.Given given, Output out) throws SampleFailedException {
        Answered description = describing.ask(Map.of(IMAGES, exchange.pictures(), QUESTION, exchange.asked()));
        if (!(description instanceof Answered.Given described)) {
            out.refuse(((Answered.Refused) description).fault().reason());
            return;
        }
        switch (answeringSafely.ask(Map.of(
                QUESTION, exchange.asked(), DESCRIPTION, new PromptValue.Text(described.values().text(TEXT))))) {
            case Answered.Given safe -> make(parent, new Answered.Given(
                    safe.values(), safe.making().plus(described.making()).plus(given.making())), "made safe", out);
            case Answered.Refused refused -> out.refuse(refused.fault().reason());
        }
    }

    private boolean isHarmful(Exchange exchange, String answer, int variant) throws SampleFailedException {
        return 2 * judge.harm(exchange.asked(), exchange.pictures(), answer, variant) >= 1;
    }

    private void make(SampleView parent, Answered.Given answer, String how, Output out) {
        List<Part> parts = new ArrayList<>();
        for (Part part : parent.parts()) {
            boolean isQuestion = PartAttributes.QUESTION.equals(part.attributes().get(PartAttributes.ROLE));
            if (part instanceof Part.Media || isQuestion) {
                parts.add(part);
            }
        }
        parts.add(new Part.Text(answer.values().text(TEXT), Map.of(PartAttributes.ROLE, PartAttributes.ANSWER)));
        Map<String, String> metadata = new TreeMap<>(lineage.metadata(parent.sample()));
        metadata.putAll(answer.making().metadata());
        metadata.put("safety", how);
        Sample item = Sample.of(parent.sample().source() + "#safe", List.of(parent.sample().id()), metadata, parts);
        MadeItem.tell(this, answering, item, out);
    }

    /** Judges once more, with other seeds: what is made is published only where no majority finds it harmful. */
    @Override
    public Optional<String> fault(Sample made) {
        try {
            return isHarmful(Exchange.of(new SampleView(made), limits, true), text(made), 1)
                    ? Optional.of("still harmful")
                    : Optional.empty();
        } catch (SampleFailedException e) {
            return Optional.of("not judged: " + e.code());
        }
    }

    private static String text(Sample made) {
        return ((Part.Text) made.parts().getLast()).text();
    }
}
