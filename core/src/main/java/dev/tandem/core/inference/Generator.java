package dev.tandem.core.inference;

import dev.tandem.core.error.ErrorCode;
import dev.tandem.core.error.TandemException;

/** Models that write: a name, and a contract that somebody else keeps. */
public interface Generator {
    /**
     * What a model writes after a prompt. The same prompt need not give the same text twice.
     *
     * @throws TandemException {@link ErrorCode#MODEL_UNAVAILABLE} when it gave no answer in time; {@link ErrorCode#MODEL_CONTRACT} when
     *     it cannot be asked so, or answered otherwise than it should; {@link ErrorCode#TOO_LARGE} for more than may be sent
     */
    Generation generate(String model, Prompt prompt, GenerationOptions options);

    /** For places where no such model is configured. */
    static Generator none() {
        return (model, prompt, options) -> {
            throw new TandemException(ErrorCode.MODEL_UNAVAILABLE, "The model '" + model + "' has to write, but no server for that is"
                    + " configured here. Set tandem.generation.url, or tandem.inference.endpoint for a model of Triton.");
        };
    }
}
