package dev.tandem.core.inference;

import dev.tandem.core.error.ErrorCode;
import dev.tandem.core.error.TandemException;
import dev.tandem.core.model.Digest;
import java.util.List;

/** Models as operators see them: a name, and a contract that somebody else keeps. */
public interface Inference {

    /**
     * What a model says of each row, in order, rounded to the digits that its contract declares.
     *
     * @throws TandemException {@link ErrorCode#MODEL_UNAVAILABLE}, {@link ErrorCode#MODEL_CONTRACT}, or
     *     {@link ErrorCode#TOO_LARGE} when a row alone is more than a request may hold
     */
    default List<ModelAnswer> infer(String model, List<ModelRow> rows) {
        throw new TandemException(ErrorCode.MODEL_UNAVAILABLE, "No model, '" + model + "' neither, can be asked here.");
    }

    /**
     * One vector per text, in order: the first output of a model that reads texts.
     *
     * @return shape [texts.size()][dimension]
     * @throws TandemException {@link ErrorCode#MODEL_UNAVAILABLE} or {@link ErrorCode#MODEL_CONTRACT}
     */
    default float[][] embedTexts(String model, List<String> texts) {
        return infer(model, texts.stream().map(ModelRow::text).toList()).stream()
                .map(answer -> answer.first().values())
                .toArray(float[][]::new);
    }

    /** What a model expects and promises. */
    default ModelContract contract(String model) {
        throw new TandemException(ErrorCode.MODEL_UNAVAILABLE, "The contracts of models, of '" + model + "' too, are not at hand here.");
    }

    /**
     * What each number of an output stands for, in order.
     *
     * @throws TandemException {@link ErrorCode#INVALID_RECIPE} when the output has no labels
     */
    default List<String> labels(String model, String output) {
        throw new TandemException(ErrorCode.MODEL_UNAVAILABLE, "The files of models, of '" + model + "' too, are not at hand here.");
    }

    /** The rows with the features that a model reads, which are what other models answer here; the same where it reads none. */
    default List<ModelRow> withFeatures(String model, List<ModelRow> rows) {
        return FeatureRows.complete(contract(model), rows, this);
    }

    /** Names the model's weights and contract, and those of the models that it stands on; part of the key of whatever it scored. */
    Digest modelDigest(String model);

    /**
     * A file of the model, for operators that compute for themselves: a tokenizer, a table. Its digest stands in the
     * contract, so that {@link #modelDigest} covers it.
     *
     * @throws TandemException {@link ErrorCode#INVALID_RECIPE} when the model has no such file,
     *     {@link ErrorCode#MODEL_CONTRACT} when the file is not the one that the contract names
     */
    default byte[] file(String model, ModelFile file) {
        throw new TandemException(ErrorCode.MODEL_UNAVAILABLE, "The files of models, of '" + model + "' too, are not at hand here.");
    }

    /** Models that write. */
    default Generator generator() {
        return Generator.none();
    }

    /** The same models, as they are now: where one is replaced from now on, this one stays what it was. */
    default Inference snapshot() {
        return this;
    }

    /** The files of models, without a server to ask. */
    static Inference withoutServer(ModelContracts contracts) {
        return withoutServer(contracts, Generator.none());
    }

    /** The same, and models behind an endpoint that writes. */
    static Inference withoutServer(ModelContracts contracts, Generator writing) {
        return new Inference() {
            @Override
            public List<ModelAnswer> infer(String model, List<ModelRow> rows) {
                return none().infer(model, rows);
            }

            @Override
            public Inference snapshot() {
                return withoutServer(contracts.snapshot(), writing);
            }

            @Override
            public Generator generator() {
                return (model, prompt, options) -> contracts.contract(model).inputs().isEmpty()
                        ? writing.generate(contracts.contract(model).servedName(), prompt, options)
                        : Generator.none().generate(model, prompt, options);
            }

            @Override
            public ModelContract contract(String model) {
                return contracts.contract(model);
            }

            @Override
            public List<String> labels(String model, String output) {
                return contracts.labels(model, output);
            }

            @Override
            public Digest modelDigest(String model) {
                return contracts.digest(model);
            }

            @Override
            public byte[] file(String model, ModelFile file) {
                return contracts.file(model, file);
            }
        };
    }

    /** For places where no model server is configured. */
    static Inference none() {
        return new Inference() {
            @Override
            public List<ModelAnswer> infer(String model, List<ModelRow> rows) {
                throw unavailable(model);
            }

            @Override
            public Digest modelDigest(String model) {
                throw unavailable(model);
            }

            private TandemException unavailable(String model) {
                return new TandemException(
                        ErrorCode.MODEL_UNAVAILABLE,
                        "The model '" + model + "' is needed, but no model server is configured here."
                                + " Set tandem.inference.endpoint, or run the recipe with './tandem run'.");
            }
        };
    }
}
