package dev.tandem.core.comparison;

import dev.tandem.core.comparison.WrittenTexts.Place;
import dev.tandem.core.engine.FusedPass;
import dev.tandem.core.engine.PassStep;
import dev.tandem.core.error.ErrorCode;
import dev.tandem.core.error.TandemException;
import dev.tandem.core.inference.Allowance;
import dev.tandem.core.model.Part;
import dev.tandem.core.model.PartAttributes;
import dev.tandem.core.model.Sample;
import dev.tandem.core.operator.AttributeMapper;
import dev.tandem.core.operator.CurationOperator;
import dev.tandem.core.operator.Filter;
import dev.tandem.core.operator.OperatorCatalog;
import dev.tandem.core.operator.OperatorContext;
import dev.tandem.core.operator.ParamInfo;
import dev.tandem.core.prompt.Diversity;
import dev.tandem.core.prompt.PromptTemplate;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * Tries two prompts on the same samples: what they make, refuse and cost, how much their texts differ from each other, and which is better,
 * by judges or by a number that is measured. Samples are few: the interval says how little is known by them.
 */
public final class PromptComparer {
    private static final String JUDGE = "pairwise_judge";

    private final OperatorCatalog catalog;
    private final OperatorContext context;
    private final CountedWriting answers;

    /** @param context whose models keep what they answered, so that the same question is paid for once */
    public PromptComparer(OperatorCatalog catalog, OperatorContext context) {
        this.catalog = catalog;
        this.answers = new CountedWriting(context.inference());
        this.context = new OperatorContext(answers, context.mediaLimits(), context.evaluationSets(), context.prompts());
    }

    /**
     * Compares.
     *
     * @param made counts the calls that are really made
     * @throws TandemException {@link ErrorCode#INVALID_ARGUMENT} for an operator that is no mapper with a prompt, or a measure that there
     *     is not; {@link ErrorCode#BUDGET_REACHED}; what models throw that do not answer
     */
    public PromptComparison compare(AskedComparison asked, List<Sample> samples, CountedWriting made) {
        PromptTemplate a = context.prompts().require(asked.a());
        PromptTemplate b = context.prompts().require(asked.b());
        AttributeMapper first = mapper(asked, asked.a());
        AttributeMapper second = mapper(asked, asked.b());
        Optional<Measure> measure = asked.measure().map(this::measure);
        made.take();
        answers.take();
        WrittenTexts byA = WrittenTexts.of(first, samples);
        PromptComparison.Side sideA = side(asked, a, byA);
        WrittenTexts byB = WrittenTexts.of(second, samples);
        PromptComparison.Side sideB = side(asked, b, byB);
        List<Place> both = byA.texts().keySet().stream().filter(byB.texts()::containsKey).toList();
        Optional<PromptComparison.Judged> judged = asked.judges().isEmpty()
                ? Optional.empty()
                : Optional.of(judged(asked, asked.question().isBlank() ? a.description() : asked.question(), samples, both, byA, byB));
        Optional<PromptComparison.Measured> measured = measure.map(of -> measured(of, samples, both, byA, byB));
        return new PromptComparison(
                asked.operator(), samples.size(), sideA, sideB, gain(byA, byB), judged, measured, made.take().calls());
    }

    private AttributeMapper mapper(AskedComparison asked, String prompt) {
        boolean hasPrompt = catalog.find(asked.operator())
                .map(info -> info.params().stream().map(ParamInfo::name).anyMatch("prompt"::equals))
                .orElse(false);
        if (hasPrompt && create(asked.operator(), asked.with(prompt)) instanceof AttributeMapper mapper) {
            return mapper;
        }
        throw new TandemException(ErrorCode.INVALID_ARGUMENT, "Prompts are compared by a mapper that has one, such as recaption; found '"
                + asked.operator() + "'. Name it with --operator.");
    }

    private CurationOperator create(String name, Map<String, Object> parameters) {
        return catalog.create(name, parameters, context);
    }

    private PromptComparison.Side side(AskedComparison asked, PromptTemplate prompt, WrittenTexts written) {
        CountedWriting.Sum sum = answers.take();
        Allowance.Prices prices = Allowance.of(asked.budget()).prices();
        List<String> texts = List.copyOf(written.texts().values());
        return new PromptComparison.Side(
                prompt.reference(), prompt.digest(), written.stand().cardinality(), written.failed().cardinality(), written.refusals(),
                written.firstRefusal(), texts.size(), sum.calls(), sum.readTokens(), sum.writtenTokens(),
                prices.equals(Allowance.NONE.prices())
                        ? OptionalDouble.empty()
                        : OptionalDouble.of(prices.of(sum.calls(), sum.readTokens(), sum.writtenTokens())),
                number(Diversity.distinct(texts, 1)), number(Diversity.distinct(texts, 2)),
                texts.stream().mapToInt(text -> text.codePointCount(0, text.length())).average());
    }

    private static OptionalDouble number(double number) {
        return Double.isNaN(number) ? OptionalDouble.empty() : OptionalDouble.of(number);
    }

    private static Optional<PairedEstimate> gain(WrittenTexts a, WrittenTexts b) {
        BitSet asked = a.stand();
        asked.or(b.stand());
        asked.or(a.failed());
        asked.or(b.failed());
        BitSet standA = a.stand();
        BitSet standB = b.stand();
        return PairedEstimate.of(asked.stream().mapToObj(row -> (standB.get(row) ? 1.0 : 0) - (standA.get(row) ? 1 : 0)).toList());
    }

    private PromptComparison.Judged judged(
            AskedComparison asked, String question, List<Sample> samples, List<Place> both, WrittenTexts a, WrittenTexts b) {
        CurationOperator judge = create(JUDGE, Map.of("models", asked.judges(), "budget", asked.budget()));
        List<Place> different = both.stream().filter(place -> !a.texts().get(place).equals(b.texts().get(place))).toList();
        List<Sample> pairs = different.stream()
                .map(place -> {
                    Part part = samples.get(place.row()).parts().get(place.part());
                    String about = part instanceof Part.Text text ? question + "\n\n" + text.text() : question;
                    List<Part> parts = new ArrayList<>(WrittenTexts.picture(part));
                    parts.add(new Part.Text(about, Map.of(PartAttributes.ROLE, PartAttributes.QUESTION)));
                    parts.add(new Part.Text(a.texts().get(place), Map.of(PartAttributes.ROLE, PartAttributes.ANSWER)));
                    parts.add(new Part.Text(b.texts().get(place), Map.of(PartAttributes.ROLE, PartAttributes.ANSWER)));
                    return Sample.read("pair", Map.of(), parts);
                })
                .toList();
        double[] preferences = numbers(judge, JUDGE, JUDGE + ".preference", pairs);
        long[] said = new long[3];
        said[1] = both.size() - different.size();
        SortedMap<Integer, List<Double>> byRow = new TreeMap<>();
        both.stream().filter(place -> a.texts().get(place).equals(b.texts().get(place))).forEach(place -> add(byRow, place, 0));
        for (int i = 0; i < preferences.length; i++) {
            if (!Double.isNaN(preferences[i])) {
                // The judge says 1 where the first of two is better.
                said[1 - (int) preferences[i]]++;
                add(byRow, different.get(i), preferences[i] == 0 ? 0 : -preferences[i]);
            }
        }
        return new PromptComparison.Judged(
                said[0], said[2], said[1], both.size() - said[0] - said[1] - said[2], PairedEstimate.of(means(byRow)));
    }

    private static double[] numbers(CurationOperator filter, String label, String column, List<Sample> samples) {
        FusedPass.Result result = PassStep.inMemory(List.of(label), List.of(filter), samples, FusedPass.VerdictSink.IGNORE);
        return IntStream.range(0, samples.size())
                .mapToDouble(row -> result.features().row(row).get(column) instanceof Number number ? number.doubleValue() : Double.NaN)
                .toArray();
    }

    private record Measure(String of, String label, Filter filter) {}

    private Measure measure(String of) {
        int dot = of.indexOf('.');
        String name = dot < 0 ? of : of.substring(0, dot);
        if (dot > 0 && catalog.find(name).isPresent() && create(name, Map.of()) instanceof Filter filter
                && filter.features().stream().anyMatch(feature -> feature.name().equals(of.substring(dot + 1)))) {
            return new Measure(of, name, filter);
        }
        throw new TandemException(ErrorCode.INVALID_ARGUMENT, "Nothing is measured that is called '" + of
                + "'; expected a filter and what it measures, such as text_length.text_len");
    }

    private static PromptComparison.Measured measured(
            Measure measure, List<Sample> samples, List<Place> both, WrittenTexts a, WrittenTexts b) {
        double[] ofA = numbers(measure.filter(), measure.label(), measure.of(), described(samples, both, a));
        double[] ofB = numbers(measure.filter(), measure.label(), measure.of(), described(samples, both, b));
        SortedMap<Integer, List<Double>> byRow = new TreeMap<>();
        int[] measured = IntStream.range(0, both.size()).filter(i -> !Double.isNaN(ofA[i]) && !Double.isNaN(ofB[i])).toArray();
        IntStream.of(measured).forEach(i -> add(byRow, both.get(i), ofB[i] - ofA[i]));
        return new PromptComparison.Measured(
                measure.of(), measured.length, IntStream.of(measured).mapToDouble(i -> ofA[i]).average(),
                IntStream.of(measured).mapToDouble(i -> ofB[i]).average(), PairedEstimate.of(means(byRow)));
    }

    /** A picture with its text, or the text alone. */
    private static List<Sample> described(List<Sample> samples, List<Place> places, WrittenTexts written) {
        return places.stream()
                .map(place -> {
                    Part part = samples.get(place.row()).parts().get(place.part());
                    List<Part> parts = new ArrayList<>(WrittenTexts.picture(part));
                    parts.add(new Part.Text(
                            written.texts().get(place), Map.of(PartAttributes.ROLE, PartAttributes.DESCRIPTION)));
                    return Sample.read("text", Map.of(), parts);
                })
                .toList();
    }

    private static void add(SortedMap<Integer, List<Double>> byRow, Place place, double value) {
        byRow.computeIfAbsent(place.row(), row -> new ArrayList<>()).add(value);
    }

    private static Collection<Double> means(SortedMap<Integer, List<Double>> byRow) {
        return byRow.values().stream()
                .map(values -> values.stream().mapToDouble(Double::doubleValue).average().orElseThrow())
                .toList();
    }
}
