package dev.tandem.core.forecast;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.function.LongSupplier;

/** Sums up the time of pieces of work. */
final class Stopwatch {
    private final LongSupplier clock;
    private long nanos;

    private Stopwatch(LongSupplier clock) {
        this.clock = clock;
    }

    /** Of the processor, in this thread: what else the machine does hardly shows. */
    static Stopwatch processor() {
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        return new Stopwatch(threads.isCurrentThreadCpuTimeSupported() ? threads::getCurrentThreadCpuTime : System::nanoTime);
    }

    /** Of the clock on the wall, for work that others do for this thread, such as model servers. */
    static Stopwatch wall() {
        return new Stopwatch(System::nanoTime);
    }

    /** Of the processor, in all threads of this process: those of a model server in it included. */
    static Stopwatch process() {
        return new Stopwatch(
                ManagementFactory.getOperatingSystemMXBean() instanceof OperatingSystemMXBean system
                                && system.getProcessCpuTime() >= 0
                        ? system::getProcessCpuTime
                        : System::nanoTime);
    }

    void time(Runnable work) {
        try (Lap lap = lap()) {
            work.run();
        }
    }

    /** Starts; closing it stops. */
    Lap lap() {
        long start = clock.getAsLong();
        return () -> nanos += clock.getAsLong() - start;
    }

    long nanos() {
        return nanos;
    }

    /** A piece of work. */
    interface Lap extends AutoCloseable {
        @Override
        void close();
    }
}
