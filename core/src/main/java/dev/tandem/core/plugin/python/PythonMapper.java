package dev.tandem.core.plugin.python;

import dev.tandem.core.error.ErrorCode;
import dev.tandem.core.error.SampleFailedException;
import dev.tandem.core.operator.Mapper;
import dev.tandem.core.operator.MediaLimits;
import dev.tandem.core.process.WorkerFaultException;
import java.util.List;
import java.util.Map;

/** Rewrites texts in Python. */
final class PythonMapper implements Mapper {
    /** What stands around the text of an answer. */
    private static final int AROUND_BYTES = 1 << 10;

    private final PythonCalls calls;
    private final MediaLimits limits;

    PythonMapper(PythonCalls calls, MediaLimits limits) {
        this.calls = calls;
        this.limits = limits;
    }

    @Override
    public String map(String text) throws SampleFailedException {
        if (text.length() > limits.maxTextBytes()) {
            throw new SampleFailedException(
                    ErrorCode.TOO_LARGE, "A Python operator is given at most " + limits.maxTextBytes() + " characters");
        }
        return calls.ask(Map.of("text", text), List.of(), Math.toIntExact(limits.maxTextBytes()) + AROUND_BYTES, answer -> {
            if (!answer.path("text").isTextual()) {
                throw new WorkerFaultException("answered with something else than a text");
            }
            return answer.path("text").textValue();
        });
    }
}
