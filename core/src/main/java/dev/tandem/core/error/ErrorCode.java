package dev.tandem.core.error;

/** Every way in which a run, a request or a sample can fail, with the {@link ErrorType} that decides retry and blame. */
public enum ErrorCode {
    /** A recipe is not valid: syntax, unknown operator or parameter, value out of range. */
    INVALID_RECIPE(ErrorType.USER),
    /** An argument of a request or command is not valid. */
    INVALID_ARGUMENT(ErrorType.USER),
    /** What was asked for does not exist. */
    NOT_FOUND(ErrorType.USER),
    /** The input has no samples. */
    EMPTY_INPUT(ErrorType.USER),
    /** An input file cannot be read as what it claims to be. */
    UNREADABLE_INPUT(ErrorType.USER),
    /** The output folder cannot be written. */
    OUTPUT_NOT_WRITABLE(ErrorType.USER),
    /** More samples failed than the recipe's {@code max_failed_ratio} allows. */
    TOO_MANY_FAILED(ErrorType.USER),
    /** People judged too many samples of a stage otherwise than the stage did. */
    REVIEW_DISAGREED(ErrorType.USER),
    /** Nobody reviewed a stage in the time that the recipe gives. */
    REVIEW_TIMED_OUT(ErrorType.USER),
    /** The run was cancelled. */
    CANCELLED(ErrorType.USER),
    /** What an operator may spend on models that write is spent. */
    BUDGET_REACHED(ErrorType.USER),
    /** The gateway wants to know who calls. */
    UNAUTHENTICATED(ErrorType.USER),
    /** A network port is taken by another process. */
    PORT_IN_USE(ErrorType.USER),
    /** An operator of one's own does not start, or does not do what operators do. */
    OPERATOR_BROKEN(ErrorType.USER),
    /** A training went astray: a loss or a weight is not a finite number, or the model is far worse than guessing. */
    TRAINING_DIVERGED(ErrorType.USER),
    /** A trainer outside of Tandem took too long, ended with an error, or left something other than a model and its numbers. */
    TRAINER_FAILED(ErrorType.USER),

    /** Sample: a line or row cannot be parsed. */
    MALFORMED_ROW(ErrorType.USER),
    /** Sample: bytes are not valid in the declared text encoding. */
    INVALID_ENCODING(ErrorType.USER),
    /** Sample: larger than the configured limit. */
    TOO_LARGE(ErrorType.USER),
    /** Sample: an image or other media file that cannot be decoded. */
    BROKEN_MEDIA(ErrorType.USER),
    /** Sample: media that would expand past the pixel or ratio limit. */
    MEDIA_LIMIT(ErrorType.USER),
    /** Sample: an archive entry whose name leaves the archive. */
    UNSAFE_PATH(ErrorType.USER),
    /** Sample: nothing readable in it. */
    EMPTY_SAMPLE(ErrorType.USER),
    /** Sample: whatever a model answered was not what it was asked for. */
    ANSWER_REFUSED(ErrorType.USER),
    /** Sample: an operator of one's own failed on it, or took too long. */
    OPERATOR_FAILED(ErrorType.USER),

    /** Stored bytes do not match the digest that names them. */
    CORRUPT_OBJECT(ErrorType.INTERNAL),
    /** Counts of a step do not add up. */
    CONSERVATION_VIOLATED(ErrorType.INTERNAL),
    /** A defect of Tandem. */
    INTERNAL(ErrorType.INTERNAL),

    /** No space is left on the device. */
    DISK_FULL(ErrorType.RESOURCES),
    /** A configured memory limit would be passed. */
    MEMORY_LIMIT(ErrorType.RESOURCES),

    /** The object store did not answer or answered with an error. */
    STORE_UNAVAILABLE(ErrorType.EXTERNAL),
    /** A service of Tandem did not answer. */
    SERVICE_UNAVAILABLE(ErrorType.EXTERNAL),
    /** A process has no native libraries to decode audio and video with, or cannot start them. */
    DECODER_UNAVAILABLE(ErrorType.EXTERNAL),
    /** A process does not have an operator that a run was planned with, or not what the operator needs. */
    OPERATOR_UNAVAILABLE(ErrorType.EXTERNAL),
    /** The process of a trainer was ended from outside, or another one works on the same job. */
    TRAINER_ENDED(ErrorType.EXTERNAL),
    /** The model server did not answer or answered with an error. */
    MODEL_UNAVAILABLE(ErrorType.EXTERNAL),
    /** The model server's answer does not match the model's contract. */
    MODEL_CONTRACT(ErrorType.USER);

    private final ErrorType type;

    ErrorCode(ErrorType type) {
        this.type = type;
    }

    public ErrorType type() {
        return type;
    }
}
