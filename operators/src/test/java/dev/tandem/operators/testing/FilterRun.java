package dev.tandem.operators.testing;

import dev.tandem.core.engine.FusedPass.Verdict;
import dev.tandem.core.engine.PassStep;
import dev.tandem.core.inference.Inference;
import dev.tandem.core.model.Part;
import dev.tandem.core.model.Sample;
import dev.tandem.core.operator.MediaLimits;
import dev.tandem.core.operator.OperatorCatalog;
import dev.tandem.core.operator.OperatorContext;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** Runs one operator as a pass does, in memory. */
public record FilterRun(String operator, Map<String, Object> params, OperatorContext context) {

    public FilterRun(String operator, Map<String, Object> params) {
        this(operator, params, new OperatorContext(new WordVectors(), MediaLimits.DEFAULT));
    }

    public static FilterRun withoutModels(String operator) {
        return new FilterRun(operator, Map.of(), new OperatorContext(Inference.none(), MediaLimits.DEFAULT));
    }

    /** What the operator said of each sample, in order. */
    public List<Verdict> of(List<Sample> samples) {
        List<Verdict> verdicts = new ArrayList<>();
        PassStep.inMemory(
                List.of("operator"),
                List.of(OperatorCatalog.load().create(operator, params, context)),
                samples,
                verdicts::add);
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

    /** The measured numbers of an image, in the order of the features that are numbers. */
    public List<Double> numbers(byte[] image, String... features) {
        Map<String, Object> values = of(TestImages.sample(image)).values();
        return Arrays.stream(features).map(feature -> ((double[]) values.get(feature))[0]).toList();
    }

    /** What is decided of a sample of one image. */
    public String decision(byte[] image) {
        return decision(TestImages.sample(image));
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
