package dev.tandem.core.inference;

import dev.tandem.core.error.ErrorCode;
import dev.tandem.core.error.TandemException;
import dev.tandem.core.model.Digest;
import java.util.List;
import java.util.OptionalLong;

/** Models that write: a name, and a contract that somebody else keeps. */
public interface Generator {
    /**
     * What a model writes after a prompt. The same prompt need not give the same text twice.
     *
     * @throws TandemException {@link ErrorCode#MODEL_UNAVAILABLE} when it gave no answer in time; {@link ErrorCode#MODEL_CONTRACT} when
     *     it cannot be asked so, or answered otherwise than it should; {@link ErrorCode#TOO_LARGE} for more than may be sent
     */
    Generation generate(String model, Prompt prompt, GenerationOptions options);

    /** The same models for an operator that may spend so much. Where nobody keeps books, there is no limit. */
    default Generator within(Allowance allowance) {
        return this;
    }

    /**
     * Something was made of answers; the same thing is counted once, however often it is told.
     *
     * @throws TandemException {@link ErrorCode#BUDGET_REACHED} when it is one more than may be made
     */
    default void made(Digest item) {}

    /**
     * Asks for the shortest answer that there is.
     *
     * @throws TandemException as {@link #generate} does
     */
    default void probe(String model) {
        generate(model, Prompt.of("Say yes."), new GenerationOptions(1, 0, 1, OptionalLong.empty(), List.of()));
    }

    /** Whether a model answers at all: what tells a prompt that it does not answer from a server that is down. */
    default boolean isAlive(String model) {
        try {
            probe(model);
            return true;
        } catch (TandemException e) {
            if (e.code() == ErrorCode.MODEL_UNAVAILABLE || e.code() == ErrorCode.MODEL_CONTRACT) {
                return false;
            }
            throw e;
        }
    }

    /** For places where no such model is configured. */
    static Generator none() {
        return (model, prompt, options) -> {
            throw new TandemException(ErrorCode.MODEL_UNAVAILABLE, "The model '" + model + "' has to write, but no server for that is"
                    + " configured here. Set tandem.generation.url, or tandem.inference.endpoint for a model of Triton.");
        };
    }
}
