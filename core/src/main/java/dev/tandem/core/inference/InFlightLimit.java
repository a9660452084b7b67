package dev.tandem.core.inference;

import io.grpc.Deadline;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** Bounds requests that are under way, and the bytes in them. Who comes when there is no place waits, first come first served. */
final class InFlightLimit {
    private final int requests;
    private final int bytes;
    private final Semaphore freeRequests;
    private final Semaphore freeBytes;

    InFlightLimit(int requests, int bytes) {
        this.requests = requests;
        this.bytes = bytes;
        this.freeRequests = new Semaphore(requests, true);
        this.freeBytes = new Semaphore(bytes, true);
    }

    /** Room for one request; closing it gives it back. */
    interface Place extends AutoCloseable {
        @Override
        void close();
    }

    /**
     * Waits for room.
     *
     * @param payload bytes; more than the limit is taken for the limit, so that such a request goes alone
     * @throws AttemptFailedException when the deadline passes before
     */
    Place enter(long payload, Deadline deadline) throws AttemptFailedException, InterruptedException {
        int taken = (int) Math.min(payload, bytes);
        // Always in this order, so that no two callers wait for each other.
        acquire(freeRequests, 1, deadline);
        try {
            acquire(freeBytes, taken, deadline);
        } catch (AttemptFailedException | InterruptedException e) {
            freeRequests.release();
            throw e;
        }
        return place(taken);
    }

    /** Room for one request, if there is some now. */
    Optional<Place> tryEnter(long payload) {
        int taken = (int) Math.min(payload, bytes);
        if (!freeRequests.tryAcquire()) {
            return Optional.empty();
        }
        if (!freeBytes.tryAcquire(taken)) {
            freeRequests.release();
            return Optional.empty();
        }
        return Optional.of(place(taken));
    }

    private Place place(int taken) {
        return () -> {
            freeBytes.release(taken);
            freeRequests.release();
        };
    }

    private void acquire(Semaphore free, int permits, Deadline deadline) throws AttemptFailedException, InterruptedException {
        if (!free.tryAcquire(permits, deadline.timeRemaining(TimeUnit.NANOSECONDS), TimeUnit.NANOSECONDS)) {
            throw new AttemptFailedException(
                    Trouble.BUSY, "NO_PLACE", "no place became free among " + requests + " requests and " + bytes + " bytes in flight");
        }
    }
}
