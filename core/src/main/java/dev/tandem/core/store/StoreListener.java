package dev.tandem.core.store;

import java.time.Duration;

/** Hears of every request to the object store. Called from many threads at a time. */
public interface StoreListener {
    StoreListener NONE = new StoreListener() {
        @Override
        public void ended(Operation operation, long bytes, Duration took, Outcome outcome) {}

        @Override
        public void retried() {}
    };

    /** What a request is for. */
    enum Operation {
        FIND,
        RANGE,
        INFO,
        PUT,
        PUT_FILE,
        GET_FILE,
        PUT_IF_ABSENT,
        RENEW,
        LIST,
        DELETE
    }

    /** How a request ended. */
    enum Outcome {
        /** It did what it is for. */
        OK,
        /** There is no such object; or, for a write that wants none, there is one. */
        NOT_DONE,
        FAILED
    }

    /** @param bytes of the object that went over the wire, in either direction; 0 where that is not known */
    void ended(Operation operation, long bytes, Duration took, Outcome outcome);

    /** The store was busy, or did not answer, and is asked once more for the same. */
    void retried();
}
