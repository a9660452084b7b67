package dev.tandem.operators.judges;

import dev.tandem.core.error.ErrorCode;
import dev.tandem.core.error.SampleFailedException;
import dev.tandem.core.error.TandemException;
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
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Makes preferences: several models answer a question, or the sample's own answers are taken; judges compare each two of them in both
 * orders; and items are made of a better and a worse answer, or of all of them with levels. An item is judged once more before it is
 * published, in both orders again. The writers {@code dpo} and {@code reward} write pairs as trainers read them.
 */
@OperatorName("preference_pairs")
public final class PreferencePairsCreator implements VerifyingCreator {
    private static final String TEXT = "text";
    private static final int MOST_OWN = 16;

    private final Params params;
    private final MediaLimits limits;
    private final Lineage lineage;
    private final List<PromptedModel> answering;
    private final PairJudge judge;
    private final PairJudge verifier;

    public PreferencePairsCreator(Params params, OperatorContext context) {
        this.params = params;
        this.limits = context.mediaLimits();
        this.lineage = Lineage.of(PreferencePairsCreator.class, params.writing().seed(), params.writing().round());
        if (params.models().isEmpty()) {
            throw new TandemException(ErrorCode.INVALID_RECIPE, "'models' must name one or more models that answer");
        }
        this.answering = params.models().stream()
                .map(model -> new PromptedModel(
                        context, params.writing().of(model), params.prompt(),
                        Map.of("images", PromptKind.IMAGE, "question", PromptKind.TEXT),
                        AnswerFormat.object().text(TEXT, 1, params.maxLen())))
                .toList();
        this.judge = judging(context, params.judges());
        this.verifier = judging(context, params.verifiers().isEmpty() ? params.judges() : params.verifiers());
    }

    private PairJudge judging(OperatorContext context, List<String> models) {
        return new PairJudge(context, models, params.writing().judging(), params.judgePrompt());
    }

    /** Which items are made of the answers to a question. */
    public enum Emit {
        /** One, of the answer that wins most and the one that loses most. */
        BEST_WORST,
        /** One of each two answers of which one wins. */
        ALL,
        /** One with all answers, each with its level. */
        LEVELS
    }

    /**
     * The models, and what is made.
     *
     * @param models that answer, in turn
     * @param responses how many answers are asked for; 0 for those that the sample has
     * @param judges that compare; of several the majority decides
     * @param verifiers that judge items once more; the judges, with other seeds, where there are none
     * @param emit which items are made
     * @param prompt of answers, with the variables images and question
     * @param judgePrompt with the variables images, question, first and second
     * @param images whether models are shown the pictures
     * @param maxLen greatest length of an answer, in code points
     * @param writing how answers are asked for
     */
    public record Params(
            @Setting("writer") List<String> models,
            @Setting(value = "4", min = 0, max = 16) int responses,
            @Setting("judge") List<String> judges,
            @Setting("") List<String> verifiers,
            @Setting("best_worst") Emit emit,
            @Setting("respond@1") String prompt,
            @Setting("pairwise@1") String judgePrompt,
            @Setting("true") boolean images,
            @Setting(value = "4000", min = 1, max = 20_000) int maxLen,
            @SettingGroup({"max_tokens=1024", "temperature=0.8"}) WriterSettings writing) {}

    @Override
    public List<String> models() {
        Set<String> models = new LinkedHashSet<>(params.responses() == 0 ? List.of() : params.models());
        models.addAll(params.judges());
        models.addAll(params.verifiers());
        return List.copyOf(models);
    }

    /** An answer; how it was made is empty where the sample had it. */
    private record Response(String text, Map<String, String> made) {}

    @Override
    public void create(SampleView parent, Output out) throws SampleFailedException {
        Exchange exchange = Exchange.of(parent, limits, params.images());
        if (exchange.question().isBlank()) {
            out.refuse("no question");
            return;
        }
        List<Response> responses = params.responses() == 0 ? own(exchange) : asked(exchange, out);
        if (responses.size() < 2) {
            out.refuse("fewer than two different answers");
            return;
        }
        int[][] preferences = preferences(exchange, responses);
        int[] points = new int[responses.size()];
        for (int i = 0; i < points.length; i++) {
            for (int preference : preferences[i]) {
                points[i] += preference;
            }
        }
        emit(parent.sample(), responses, preferences, points, out);
    }

    private static List<Response> own(Exchange exchange) {
        return exchange.answers().stream().distinct().limit(MOST_OWN).map(text -> new Response(text, Map.of())).toList();
    }

    private List<Response> asked(Exchange exchange, Output out) throws SampleFailedException {
        Map<String, Response> responses = new LinkedHashMap<>();
        for (int i = 0; i < params.responses(); i++) {
            switch (answering.get(i % answering.size()).ask(
                    Map.of("images", exchange.pictures(), "question", exchange.asked()), i / answering.size(),
                    PromptedModel.Check.NONE)) {
                case Answered.Given given -> responses.putIfAbsent(
                        given.values().text(TEXT), new Response(given.values().text(TEXT), given.making().metadata()));
                case Answered.Refused refused -> out.refuse(refused.fault().reason());
            }
        }
        return List.copyOf(responses.values());
    }

    /** Whether the one wins against the other: 1, -1, or 0 for a tie. */
    private int[][] preferences(Exchange exchange, List<Response> responses) throws SampleFailedException {
        int[][] preferences = new int[responses.size()][responses.size()];
        for (int i = 0; i < preferences.length; i++) {
            for (int j = i + 1; j < preferences.length; j++) {
                preferences[i][j] = judge.judge(
                        exchange.asked(), exchange.pictures(), responses.get(i).text(), responses.get(j).text(), 0).preference();
                preferences[j][i] = -preferences[i][j];
            }
        }
        return preferences;
    }

    private void emit(Sample parent, List<Response> responses, int[][] preferences, int[] points, Output out) {
        int best = 0;
        int worst = 0;
        for (int i = 1; i < points.length; i++) {
            best = points[i] > points[best] ? i : best;
            worst = points[i] < points[worst] ? i : worst;
        }
        if (points[best] == points[worst]) {
            out.refuse("no answer is better");
            return;
        }
        switch (params.emit()) {
            case BEST_WORST -> tell(pair(parent, responses, best, worst, points), out);
            case ALL -> {
                for (int i = 0; i < points.length; i++) {
                    for (int j = 0; j < points.length; j++) {
                        if (preferences[i][j] > 0) {
                            tell(pair(parent, responses, i, j, points), out);
                        }
                    }
                }
            }
            case LEVELS -> tell(levels(parent, responses, points), out);
        }
    }

    private void tell(Sample item, Output out) {
        MadeItem.tell(this, answering.getFirst(), item, out);
    }

    private Sample pair(Sample parent, List<Response> responses, int better, int worse, int[] points) {
        List<Part> parts = asked(parent);
        parts.add(new Part.Text(responses.get(better).text(), Map.of(PartAttributes.ROLE, PartAttributes.CHOSEN)));
        parts.add(new Part.Text(responses.get(worse).text(), Map.of(PartAttributes.ROLE, PartAttributes.REJECTED)));
        Map<String, String> metadata = metadata(parent, responses.get(better));
        metadata.put("margin", Integer.toString(points[better] - points[worse]));
        return item(parent, "#preference-" + (better + 1) + "-" + (worse + 1), metadata, parts);
    }

    /** The best answer first; equal ones share their level. */
    private Sample levels(Sample parent, List<Response> responses, int[] points) {
        List<Integer> order = new ArrayList<>();
        for (int i = 0; i < points.length; i++) {
            order.add(i);
        }
        order.sort((a, b) -> Integer.compare(points[b], points[a]));
        List<Part> parts = asked(parent);
        int level = 0;
        for (int i = 0; i < order.size(); i++) {
            level += i == 0 || points[order.get(i)] < points[order.get(i - 1)] ? 1 : 0;
            parts.add(new Part.Text(responses.get(order.get(i)).text(), Map.of(
                    PartAttributes.ROLE, PartAttributes.ANSWER, PartAttributes.LEVEL, Integer.toString(level))));
        }
        return item(parent, "#levels", metadata(parent, responses.get(order.getFirst())), parts);
    }

    /** The pictures and the question. */
    private static List<Part> asked(Sample parent) {
        List<Part> parts = new ArrayList<>();
        for (Part part : parent.parts()) {
            if (part instanceof Part.Media || PartAttributes.QUESTION.equals(part.attributes().get(PartAttributes.ROLE))) {
                parts.add(part);
            }
        }
        return parts;
    }

    private Map<String, String> metadata(Sample parent, Response best) {
        Map<String, String> metadata = new TreeMap<>(lineage.metadata(parent));
        metadata.putAll(best.made());
        metadata.put("judges", String.join(",", params.judges()));
        return metadata;
    }

    private static Sample item(Sample parent, String name, Map<String, String> metadata, List<Part> parts) {
        return Sample.of(parent.source() + name, List.of(parent.id()), metadata, parts);
    }

    /** Compares the better and the worse answer of an item, the best and the worst of several, once more. */
    @Override
    public Optional<String> fault(Sample made) {
        List<Part> texts = made.parts().stream()
                .filter(part -> part instanceof Part.Text)
                .filter(part -> !PartAttributes.QUESTION.equals(part.attributes().get(PartAttributes.ROLE)))
                .toList();
        try {
            Exchange exchange = Exchange.of(new SampleView(made), limits, params.images());
            String better = ((Part.Text) texts.getFirst()).text();
            String worse = ((Part.Text) texts.getLast()).text();
            return verifier.judge(new PromptValue.Text(exchange.question()), exchange.pictures(), better, worse, 1).preference() > 0
                    ? Optional.empty()
                    : Optional.of("preference not confirmed");
        } catch (SampleFailedException e) {
            return Optional.of("not judged: " + e.code());
        }
    }
}
