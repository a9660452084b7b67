package dev.tandem.operators.generative;

import dev.tandem.core.error.ErrorCode;
import dev.tandem.core.error.SampleFailedException;
import dev.tandem.core.prompt.AnswerFault;
import dev.tandem.core.prompt.AnswerValues;

/** What became of a question. */
public sealed interface Answered {

    /** With what it cost, whatever became of it. */
    Making making();

    /** An answer in the form that was asked for. */
    record Given(AnswerValues values, Making making) implements Answered {}

    /** No attempt had one; the fault of the last one. */
    record Refused(AnswerFault fault, Making making) implements Answered {}

    /**
     * The answer, for work that cannot go on without it.
     *
     * @throws SampleFailedException {@link ErrorCode#ANSWER_REFUSED} when there is none
     */
    default Given orFail() throws SampleFailedException {
        return switch (this) {
            case Given given -> given;
            case Refused refused -> throw new SampleFailedException(ErrorCode.ANSWER_REFUSED,
                    refused.fault().reason() + " (prompt " + refused.making().prompt() + ", " + refused.making().calls() + " calls)");
        };
    }
}
