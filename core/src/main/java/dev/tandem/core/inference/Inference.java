package dev.tandem.core.inference;

import dev.tandem.core.error.ErrorCode;
import dev.tandem.core.error.TandemException;
import dev.tandem.core.model.Digest;
import java.util.List;

/** Models as operators see them: a name, and a contract that somebody else keeps. */
public interface Inference {

    /**
     * One vector per text, in order, rounded to the digits that the model's contract declares.
     *
     * @return shape [texts.size()][dimension]
     * @throws TandemException {@link ErrorCode#MODEL_UNAVAILABLE} or {@link ErrorCode#MODEL_CONTRACT}
     */
    float[][] embedTexts(String model, List<String> texts);

    /** Names the model's weights and contract; part of the key of whatever the model scored. */
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

    /** The files of models, without a server to ask. */
    static Inference withoutServer(ModelContracts contracts) {
        return new Inference() {
            @Override
            public float[][] embedTexts(String model, List<String> texts) {
                return none().embedTexts(model, texts);
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
            public float[][] embedTexts(String model, List<String> texts) {
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
