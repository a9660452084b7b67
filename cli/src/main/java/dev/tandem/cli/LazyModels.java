package dev.tandem.cli;

import dev.tandem.core.inference.Generator;
import dev.tandem.core.inference.Inference;
import dev.tandem.core.inference.ModelAnswer;
import dev.tandem.core.inference.ModelContract;
import dev.tandem.core.inference.ModelFile;
import dev.tandem.core.inference.ModelRow;
import dev.tandem.core.model.Digest;
import java.util.List;

/** Starts the model server only when an operator asks a model. */
record LazyModels(LocalMode local) implements Inference {
    @Override
    public List<ModelAnswer> infer(String model, List<ModelRow> rows) {
        return local.inference().infer(model, rows);
    }

    @Override
    public Generator generator() {
        return (model, prompt, options) -> local.inference().generator().generate(model, prompt, options);
    }

    @Override
    public ModelContract contract(String model) {
        return local.inference().contract(model);
    }

    @Override
    public List<String> labels(String model, String output) {
        return local.inference().labels(model, output);
    }

    @Override
    public Digest modelDigest(String model) {
        return local.inference().modelDigest(model);
    }

    @Override
    public byte[] file(String model, ModelFile file) {
        return local.inference().file(model, file);
    }
}
