package dev.tandem.core.inference;

import dev.tandem.core.model.Digest;
import java.util.List;

/** Tells of models what another one tells; how they are asked is up to those that extend it. */
public abstract class ForwardingInference implements Inference {
    /** The other one. */
    protected final Inference inference;

    protected ForwardingInference(Inference inference) {
        this.inference = inference;
    }

    @Override
    public ModelContract contract(String model) {
        return inference.contract(model);
    }

    @Override
    public List<String> labels(String model, String output) {
        return inference.labels(model, output);
    }

    @Override
    public Digest modelDigest(String model) {
        return inference.modelDigest(model);
    }

    @Override
    public byte[] file(String model, ModelFile file) {
        return inference.file(model, file);
    }
}
