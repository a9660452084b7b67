package dev.tandem.cli;

import dev.tandem.core.inference.Inference;
import dev.tandem.core.inference.ModelFile;
import dev.tandem.core.model.Digest;
import java.util.List;

/** Starts the model server only when an operator asks a model. */
record LazyModels(LocalMode local) implements Inference {
    @Override
    public float[][] embedTexts(String model, List<String> texts) {
        return local.inference().embedTexts(model, texts);
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
