package dev.tandem.core.score;

import dev.tandem.core.error.ErrorCode;
import dev.tandem.core.error.TandemException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * Lets each tenant ask models so many rows a second, and no more, so that one does not take the servers from the others. What is
 * known is free. Thread-safe.
 */
public final class TenantRate {
    /** Who is never held up. */
    public static final TenantRate NONE = new TenantRate(0, System::nanoTime);

    private static final double SECOND = TimeUnit.SECONDS.toNanos(1);
    private static final int MOST_TENANTS = 10_000;

    private final int rowsPerSecond;
    private final LongSupplier clock;
    /** By tenant, when what it has asked for is paid. */
    private final Map<String, Long> paidAt = new ConcurrentHashMap<>();

    /** @param rowsPerSecond 0 for as many as they like */
    public TenantRate(int rowsPerSecond) {
        this(rowsPerSecond, System::nanoTime);
    }

    TenantRate(int rowsPerSecond, LongSupplier clock) {
        this.rowsPerSecond = rowsPerSecond;
        this.clock = clock;
    }

    /**
     * Waits until a tenant may ask again: rows are asked at once, and paid for by those who come after.
     *
     * @throws TandemException {@link ErrorCode#CANCELLED} when the thread is interrupted meanwhile
     */
    void enter(String tenant, int rows) {
        try {
            TimeUnit.NANOSECONDS.sleep(wait(tenant, rows));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new TandemException(ErrorCode.CANCELLED, "Interrupted while waiting for the rate of the tenant", e);
        }
    }

    /** How long, in nanoseconds, before these rows may be asked. */
    long wait(String tenant, int rows) {
        if (rowsPerSecond == 0) {
            return 0;
        }
        long now = clock.getAsLong();
        if (paidAt.size() > MOST_TENANTS) {
            paidAt.values().removeIf(paid -> paid - now < 0);
        }
        long cost = (long) (rows * SECOND / rowsPerSecond);
        long paid = paidAt.merge(tenant, now + cost, (before, fresh) -> Math.max(0, before - now) + now + cost);
        return Math.max(0, paid - cost - now);
    }
}
