package dev.tandem.local;

import dev.tandem.cli.TandemCommand;
import io.quarkus.runtime.annotations.QuarkusMain;

/** The {@code tandem} command on one machine: parts are started only when a command needs them. */
@QuarkusMain
public final class Main {
    private Main() {}

    public static void main(String... args) {
        EmbeddedStack stack = new EmbeddedStack();
        int code = TandemCommand.run(stack, args);
        stack.close();
        // Whatever is stored is complete at any moment, so there is nothing to wind down in order.
        Runtime.getRuntime().halt(code);
    }
}
