package dev.tandem.core.prompt;

/** An answer is not what was asked for. */
public final class AnswerRefusedException extends Exception {
    private static final long serialVersionUID = 1L;

    private final AnswerFault fault;

    public AnswerRefusedException(AnswerFault fault) {
        super(fault.reason(), null, false, false);
        this.fault = fault;
    }

    public AnswerFault fault() {
        return fault;
    }
}
