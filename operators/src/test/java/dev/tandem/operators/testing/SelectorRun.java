package dev.tandem.operators.testing;

import dev.tandem.core.engine.SelectStep;
import dev.tandem.core.engine.SelectStep.Verdict;
import dev.tandem.core.engine.SelectorRows;
import dev.tandem.core.model.Part;
import dev.tandem.core.model.Sample;
import dev.tandem.core.operator.OperatorCatalog;
import dev.tandem.core.operator.OperatorContext;
import dev.tandem.core.operator.Selector;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** A selector over values, or texts, that a test gives. */
public record SelectorRun(List<Sample> samples, List<Verdict> verdicts) {
    private static final OperatorCatalog CATALOG = OperatorCatalog.load();

    /** @param numbers by reading and sample */
    public static SelectorRun of(String name, Map<String, Object> params, double[]... numbers) {
        return of(name, params, samples(numbers[0].length), numbers);
    }

    public static SelectorRun of(String name, Map<String, Object> params, List<Sample> samples, double[]... numbers) {
        Selector selector = (Selector) CATALOG.create(name, params, OperatorContext.withoutModels());
        return new SelectorRun(samples, SelectStep.inMemory(selector, SelectorRows.of(samples, numbers)));
    }

    public static SelectorRun ofTexts(String name, Map<String, Object> params, List<String> texts) {
        return of(name, params, IntStream.range(0, texts.size()).mapToObj(i -> sample(i, texts.get(i))).toList());
    }

    private static List<Sample> samples(int count) {
        return IntStream.range(0, count).mapToObj(i -> sample(i, "text " + i)).toList();
    }

    private static Sample sample(int number, String text) {
        return Sample.read("sample " + number, Map.of(), List.of(new Part.Text(text)));
    }

    /** Numbers of the samples that stay. */
    public List<Integer> kept() {
        return verdicts.stream().filter(verdict -> verdict.decision().keep()).map(Verdict::row).toList();
    }

    /** Why each sample goes; {@code keep} for those that stay. */
    public List<String> reasons() {
        return verdicts.stream().map(verdict -> verdict.decision().reason().orElse("keep")).toList();
    }

    /** A value that was left of each sample; NaN where there is none. */
    public List<Double> values(String name) {
        List<Double> values = new ArrayList<>();
        verdicts.forEach(verdict -> values.add((Double) verdict.values().getOrDefault(name, Double.NaN)));
        return values;
    }
}
