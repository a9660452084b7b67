package dev.tandem.local;

import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.QuarkusApplication;

/** Runs once everything has started: tells the command, and stays until the process is told to stop. */
public final class Listening implements QuarkusApplication {
    @Override
    public int run(String... args) {
        EmbeddedStack.LISTENING.complete(null);
        Quarkus.waitForExit();
        return 0;
    }
}
