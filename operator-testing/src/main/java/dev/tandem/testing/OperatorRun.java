package dev.tandem.testing;

import dev.tandem.core.engine.FusedPass.Verdict;
import dev.tandem.core.engine.PassStep;
import dev.tandem.core.model.Part;
import dev.tandem.core.model.Sample;
import dev.tandem.core.operator.OperatorCatalog;
import dev.tandem.core.operator.OperatorContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Runs one filter or mapper as a pass does, in memory. */
public record OperatorRun(OperatorCatalog catalog, String operator, Map<String, Object> params, OperatorContext context) {

    /** An operator of the class path that asks no model. */
    public OperatorRun(String operator, Map<String, Object> params) {
        this(OperatorCatalog.load(), operator, params, OperatorContext.withoutModels());
    }

    /** What the operator said of each sample, in order. */
    public List<Verdict> of(List<Sample> samples) {
        List<Verdict> verdicts = new ArrayList<>();
        PassStep.inMemory(
                List.of("operator"), List.of(catalog.create(operator, params, context)), samples, verdicts::add);
        return verdicts;
    }

    public Verdict of(Sample sample) {
        return of(List.of(sample)).getFirst();
    }

    public Verdict of(String text) {
        return of(text(text));
    }

    /** The only measured number of a text. */
    public double number(String text) {
        return (Double) of(text).values().values().iterator().next();
    }

    /** Why a sample is dropped; {@code keep} for one that is not. */
    public String decision(Sample sample) {
        return of(sample).decision().reason().orElse("keep");
    }

    public String decision(String text) {
        return decision(text(text));
    }

    public static Sample text(String text) {
        return Sample.read("text", Map.of(), List.of(new Part.Text(text)));
    }
}
