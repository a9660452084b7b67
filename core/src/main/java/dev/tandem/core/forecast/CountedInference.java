package dev.tandem.core.forecast;

import dev.tandem.core.inference.Generator;
import dev.tandem.core.inference.Inference;
import dev.tandem.core.inference.ModelAnswer;
import dev.tandem.core.inference.ModelContract;
import dev.tandem.core.inference.ModelFile;
import dev.tandem.core.inference.ModelRow;
import dev.tandem.core.model.Digest;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Asks models, and counts the rows that each was given. For one thread, but for models that write. */
final class CountedInference implements Inference {
    private final Inference asked;
    private final Map<String, Long> calls = new TreeMap<>();

    CountedInference(Inference asked) {
        this.asked = asked;
    }

    /** The rows since this was called last, by model. */
    Map<String, Long> take() {
        synchronized (calls) {
            Map<String, Long> taken = new TreeMap<>(calls);
            calls.clear();
            return taken;
        }
    }

    @Override
    public List<ModelAnswer> infer(String model, List<ModelRow> rows) {
        calls.merge(model, (long) rows.size(), Long::sum);
        return asked.infer(model, rows);
    }

    @Override
    public float[][] embedTexts(String model, List<String> texts) {
        calls.merge(model, (long) texts.size(), Long::sum);
        return asked.embedTexts(model, texts);
    }

    @Override
    public ModelContract contract(String model) {
        return asked.contract(model);
    }

    @Override
    public List<String> labels(String model, String output) {
        return asked.labels(model, output);
    }

    @Override
    public Digest modelDigest(String model) {
        return asked.modelDigest(model);
    }

    @Override
    public byte[] file(String model, ModelFile file) {
        return asked.file(model, file);
    }

    @Override
    public Generator generator() {
        return (model, prompt, options) -> {
            synchronized (calls) {
                calls.merge(model, 1L, Long::sum);
            }
            return asked.generator().generate(model, prompt, options);
        };
    }
}
