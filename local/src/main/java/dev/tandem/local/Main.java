package dev.tandem.local;

import dev.tandem.cli.TandemCommand;
import io.quarkus.runtime.annotations.QuarkusMain;

/** The {@code tandem} command on one machine: parts are started only when a command needs them. */
@QuarkusMain
public final class Main {
    /** What shells report for a command that Ctrl-C ended. */
    private static final int INTERRUPTED = 130;

    private Main() {}

    public static void main(String... args) {
        EmbeddedStack stack = new EmbeddedStack();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            System.err.println("tandem: stopped. Finished work is kept: the same command goes on from here.");
            end(stack, INTERRUPTED);
        }));
        end(stack, TandemCommand.run(stack, args));
    }

    /** Whatever is stored is complete at any moment, so there is nothing to wind down in order. */
    private static void end(EmbeddedStack stack, int code) {
        try {
            stack.close();
        } finally {
            Runtime.getRuntime().halt(code);
        }
    }
}
