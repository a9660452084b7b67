package dev.tandem.media;

import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Ends the process where a library does not come back from a call, so that whoever asked need not wait for its own, much
 * longer limit. The time is far above what any packet takes, since it depends on the machine and results must not.
 */
final class Watchdog {
    /** Exit code of a process that made no progress. */
    static final int STUCK = 71;

    private static final long MOST_NANOS = 60_000_000_000L;
    private static final long LOOK_MILLIS = 1_000;

    private static volatile boolean busy;
    private static volatile long lastSign;

    private Watchdog() {}

    static void start() {
        Thread.ofPlatform().daemon().name("watchdog").start(Watchdog::watch);
    }

    /** Work begins, or goes on. */
    static void alive() {
        lastSign = System.nanoTime();
        busy = true;
    }

    /** The work is done. */
    static void rest() {
        busy = false;
    }

    private static void watch() {
        while (true) {
            try {
                Thread.sleep(LOOK_MILLIS);
            } catch (InterruptedException e) {
                return;
            }
            if (busy && System.nanoTime() - lastSign > MOST_NANOS) {
                Runtime.getRuntime().halt(STUCK);
            }
        }
    }

    /** Where memory runs out, this process is to go and not the one that asks it. Only Linux knows it. */
    static void goFirst() {
        try {
            Files.writeString(Path.of("/proc/self/oom_score_adj"), "1000");
        } catch (java.io.IOException | SecurityException e) {
            // There is no such file, or it must not be written: then whoever asks may go first.
        }
    }
}
