package dev.tandem.operators.generative;

import dev.tandem.core.error.SampleFailedException;
import dev.tandem.core.model.Part;
import dev.tandem.core.model.PartAttributes;
import dev.tandem.core.model.Sample;
import dev.tandem.core.operator.OperatorContext;
import dev.tandem.core.operator.OperatorName;
import dev.tandem.core.operator.SampleView;
import dev.tandem.core.operator.Setting;
import dev.tandem.core.operator.SettingGroup;
import dev.tandem.core.operator.VerifyingCreator;
import dev.tandem.core.prompt.AnswerFormat;
import dev.tandem.core.prompt.AnswerValues;
import dev.tandem.core.prompt.PromptKind;
import dev.tandem.core.prompt.PromptValue;
import dev.tandem.operators.creators.ItemMetadata;
import dev.tandem.operators.creators.Lineage;
import dev.tandem.operators.creators.QuestionItem;
import dev.tandem.operators.model.Caption;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.StringJoiner;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Makes conversations about a picture, detailed descriptions and questions that take reasoning, of what is known of it: its description
 * and its regions (LLaVA, Liu et al., 2023). The model that writes sees no picture. An item stands where the same model, asked anew, finds
 * all of it supported by what is known, where it does not speak of its source, and where its names and numbers are known ones: a rule that
 * knows nothing of the model looks at these. Pictures of which nothing is known are left alone.
 */
@OperatorName("llava_conversation")
public final class LlavaConversationCreator implements VerifyingCreator {
    private static final String CONTEXT = "context";
    private static final String ITEM = "item";
    private static final String TURNS = "turns";
    private static final String QUESTION = "question";
    private static final String ANSWER = "answer";
    private static final String VERDICT = "verdict";
    private static final String SUPPORTED = "supported";
    private static final String CONVERSATION = "conversation";
    private static final String REGION = "region, left top width height name: ";
    private static final int MOST_LENGTH = 4_000;
    private static final int MOST_REGIONS = 100;
    private static final List<String> SOURCE =
            List.of("caption", "bounding box", "coordinates", "pixels", "the context", "the text says", "according to the");

    private final Params params;
    private final Lineage lineage;
    private final List<PromptedModel> writers;
    private final PromptedModel check;

    public LlavaConversationCreator(Params params, OperatorContext context) {
        this.params = params;
        this.lineage = Lineage.of(LlavaConversationCreator.class, params.writing().seed(), params.writing().round());
        PromptedModel.Settings settings = params.writing().of(params.model());
        AnswerFormat turn = AnswerFormat.object().text(QUESTION, 1, MOST_LENGTH).text(ANSWER, 1, MOST_LENGTH);
        this.writers = IntStream.range(0, params.kinds().size())
                .mapToObj(i -> new PromptedModel(
                        context, settings, params.prompts().get(i), Map.of(CONTEXT, PromptKind.TEXT),
                        AnswerFormat.object().objects(TURNS, 1, params.kinds().get(i).equals(CONVERSATION) ? params.maxTurns() : 1, turn)))
                .toList();
        this.check = new PromptedModel(
                context, settings, params.checkPrompt(), Map.of(CONTEXT, PromptKind.TEXT, ITEM, PromptKind.TEXT),
                AnswerFormat.object().choice(VERDICT, SUPPORTED, "not_supported"));
    }

    /**
     * What is made, and how the model is asked.
     *
     * @param model that writes
     * @param kinds of items: conversation, description, reasoning
     * @param prompts of the kinds, in the order of {@code kinds}, with the variable context
     * @param checkPrompt asks whether an item is supported; with the variables context and item
     * @param maxTurns most questions of a conversation
     * @param writing how answers are asked for
     */
    public record Params(
            @Setting("writer") String model,
            @Setting("conversation,description,reasoning") List<String> kinds,
            @Setting("llava_conversation@1,llava_description@1,llava_reasoning@1") List<String> prompts,
            @Setting("llava_check@1") String checkPrompt,
            @Setting(value = "5", min = 1, max = 50) int maxTurns,
            @SettingGroup({"max_tokens=1500", "temperature=0.7"}) WriterSettings writing) {
        public Params {
            if (kinds.isEmpty() || kinds.size() != prompts.size() || Set.copyOf(kinds).size() < kinds.size()
                    || !List.of("conversation", "description", "reasoning").containsAll(kinds)) {
                throw new IllegalArgumentException("'kinds' must name some of conversation, description and reasoning, and 'prompts' one"
                        + " for each; found " + kinds + " and " + prompts);
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
            String context = context(parent, picture);
            if (Pictures.isPicture(picture) && !context.isEmpty()) {
                number++;
                for (int kind = 0; kind < writers.size(); kind++) {
                    make(parent.sample(), picture, context, kind, number, out);
                }
            }
        }
    }

    private static String context(SampleView parent, Part.Media picture) {
        StringJoiner context = new StringJoiner("\n");
        String caption = Caption.of(parent);
        if (!caption.isEmpty()) {
            context.add(caption);
        }
        picture.attributes().getOrDefault(PartAttributes.REGIONS, "").lines().limit(MOST_REGIONS)
                .filter(line -> !line.isBlank())
                .forEach(line -> context.add(REGION + line.replace('\t', ' ')));
        return context.toString();
    }

    private void make(Sample parent, Part.Media picture, String context, int kind, int number, Output out) throws SampleFailedException {
        Answered answer = writers.get(kind).ask(Map.of(CONTEXT, new PromptValue.Text(context)));
        if (!(answer instanceof Answered.Given given)) {
            out.refuse(((Answered.Refused) answer).fault().reason());
            return;
        }
        List<Part> parts = new ArrayList<>(List.of(picture));
        for (AnswerValues turn : given.values().objects(TURNS)) {
            parts.addAll(QuestionItem.parts(picture, turn.text(QUESTION), turn.text(ANSWER)).subList(1, 3));
        }
        Answered checked = check.ask(
                Map.of(CONTEXT, new PromptValue.Text(context), ITEM, new PromptValue.Text(Sample.text(parts))));
        if (!(checked instanceof Answered.Given verdict)) {
            out.refuse(((Answered.Refused) checked).fault().reason());
            return;
        }
        Map<String, String> metadata = lineage.metadata(parent);
        metadata.putAll(given.making().plus(verdict.making()).metadata());
        metadata.put(ItemMetadata.CONTEXT, context);
        metadata.put(ItemMetadata.EVALUATED, verdict.values().text(VERDICT));
        String place = parent.source() + "#llava-" + number + "-" + params.kinds().get(kind);
        MadeItem.tell(this, check, Sample.of(place, List.of(parent.id()), metadata, parts), out);
    }

    @Override
    public Optional<String> fault(Sample made) {
        String context = made.metadata().getOrDefault(ItemMetadata.CONTEXT, "");
        String said = made.text();
        String lower = said.toLowerCase(Locale.ROOT);
        if (!SUPPORTED.equals(made.metadata().get(ItemMetadata.EVALUATED))) {
            return Optional.of("not supported by what is known");
        }
        if (made.parts().size() < 3 || made.parts().size() % 2 == 0) {
            return Optional.of("no questions and answers");
        }
        if (SOURCE.stream().anyMatch(lower::contains)) {
            return Optional.of("speaks of its source");
        }
        Set<String> known = new HashSet<>();
        context.lines().filter(line -> !line.startsWith(REGION)).forEach(line -> known.addAll(AnswerText.words(line)));
        Map<String, Long> names = context.lines()
                .filter(line -> line.startsWith(REGION))
                .collect(Collectors.groupingBy(line -> line.substring(line.lastIndexOf(' ') + 1), Collectors.counting()));
        names.forEach((name, count) -> {
            known.addAll(AnswerText.words(name));
            known.add(count.toString());
        });
        known.add(String.valueOf(names.values().stream().mapToLong(Long::longValue).sum()));
        return known.containsAll(KnowledgeWords.of(said)) ? Optional.empty() : Optional.of("a name or number that is not known");
    }
}
