package dev.tandem.operators.testing;

import dev.tandem.core.engine.FusedPass.Verdict;
import dev.tandem.core.inference.Inference;
import dev.tandem.core.model.Sample;
import dev.tandem.core.operator.MediaLimits;
import dev.tandem.core.operator.OperatorCatalog;
import dev.tandem.core.operator.OperatorContext;
import dev.tandem.testing.OperatorRun;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** Runs one operator as a pass does, in memory. */
public record FilterRun(String operator, Map<String, Object> params, OperatorContext context) {
    private static final OperatorCatalog CATALOG = OperatorCatalog.load();

    public FilterRun(String operator, Map<String, Object> params) {
        this(operator, params, new OperatorContext(new WordVectors(), MediaLimits.DEFAULT));
    }

    public static FilterRun withoutModels(String operator) {
        return new FilterRun(operator, Map.of(), new OperatorContext(Inference.none(), MediaLimits.DEFAULT));
    }

    private OperatorRun run() {
        return new OperatorRun(CATALOG, operator, params, context);
    }

    /** What the operator said of each sample, in order. */
    public List<Verdict> of(List<Sample> samples) {
        return run().of(samples);
    }

    public Verdict of(Sample sample) {
        return run().of(sample);
    }

    public Verdict of(String text) {
        return run().of(text);
    }

    /** The only measured number of a text. */
    public double number(String text) {
        return run().number(text);
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
        return run().decision(sample);
    }

    public String decision(String text) {
        return run().decision(text);
    }

    public static Sample text(String text) {
        return OperatorRun.text(text);
    }
}
