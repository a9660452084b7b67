package dev.tandem.operators.media.codec;

import dev.tandem.core.process.WorkerFaultException;
import dev.tandem.media.MediaWorker;
import java.util.OptionalInt;

/** Why a process that decoded did not answer. */
enum DecoderEnd {
    TOO_SLOW,
    TOO_LARGE,
    BROKEN;

    /** By signal 9: what the system does where memory runs out. */
    private static final int KILLED = 128 + 9;
    /** What the Java machine ends with where its heap is not enough. */
    private static final int HEAP_FULL = 3;

    static DecoderEnd of(WorkerFaultException fault, OptionalInt exitCode) {
        if (fault.kind() == WorkerFaultException.Kind.LATE) {
            return TOO_SLOW;
        }
        if (fault.kind() == WorkerFaultException.Kind.WRONG_ANSWER || exitCode.isEmpty()) {
            return BROKEN;
        }
        return switch (exitCode.getAsInt()) {
            case MediaWorker.STUCK -> TOO_SLOW;
            case KILLED, HEAP_FULL, MediaWorker.NO_MEMORY -> TOO_LARGE;
            default -> BROKEN;
        };
    }
}
