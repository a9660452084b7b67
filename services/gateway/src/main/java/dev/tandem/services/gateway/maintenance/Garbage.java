package dev.tandem.services.gateway.maintenance;

import dev.tandem.core.error.ErrorCode;
import dev.tandem.core.error.TandemException;
import dev.tandem.core.garbage.GarbageCollection;
import dev.tandem.core.garbage.GarbagePolicy;
import dev.tandem.core.garbage.GarbageReport;
import dev.tandem.core.store.ObjectStore;
import dev.tandem.services.gateway.Runs;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicBoolean;

/** Collects garbage for people, one collection at a time in this process. */
@Singleton
public class Garbage {
    private final ObjectStore objects;
    private final Runs runs;
    private final GarbageConfig config;
    private final AtomicBoolean collecting = new AtomicBoolean();

    Garbage(ObjectStore objects, Runs runs, GarbageConfig config) {
        this.objects = objects;
        this.runs = runs;
        this.config = config;
    }

    /**
     * Collects once.
     *
     * @param graceSeconds 0 for a day
     * @param keepRunsSeconds 0 for thirty days
     * @throws TandemException {@link ErrorCode#INVALID_ARGUMENT} for too short a time of grace, or while another collection
     *     is under way
     */
    public GarbageReport collect(long graceSeconds, long keepRunsSeconds, boolean delete) {
        Duration grace = graceSeconds == 0 ? GarbagePolicy.DEFAULT_GRACE : Duration.ofSeconds(graceSeconds);
        Duration keepRuns = keepRunsSeconds == 0 ? GarbagePolicy.DEFAULT_KEEP_RUNS : Duration.ofSeconds(keepRunsSeconds);
        if (grace.compareTo(config.shortestGrace()) < 0) {
            throw new TandemException(ErrorCode.INVALID_ARGUMENT, "The time of grace is " + grace + ", expected at least "
                    + config.shortestGrace() + ": running jobs need it");
        }
        if (keepRuns.isNegative()) {
            throw new TandemException(ErrorCode.INVALID_ARGUMENT, "Runs cannot be kept for " + keepRuns);
        }
        if (!collecting.compareAndSet(false, true)) {
            throw new TandemException(ErrorCode.INVALID_ARGUMENT, "Garbage is being collected already. Wait until that is done.");
        }
        try {
            return GarbageCollection.collect(
                    objects,
                    record -> runs.status(record.run()),
                    new GarbagePolicy(grace, keepRuns, delete, config.markMemory().asLongValue()),
                    InstantSource.system());
        } finally {
            collecting.set(false);
        }
    }
}
