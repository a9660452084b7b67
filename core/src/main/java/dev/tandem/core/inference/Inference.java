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
