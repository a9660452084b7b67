package dev.tandem.cli;

import java.net.URI;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParentCommand;

/** Keeps the local mode running. */
@Command(
        name = "serve",
        description = "Run all parts on this machine until interrupted; other tandem commands then use them."
                + " TANDEM_PORT chooses the port.")
final class ServeCommand implements Callable<Integer> {
    @ParentCommand
    private TandemCommand tandem;

    @Override
    public Integer call() throws InterruptedException {
        URI address = tandem.local().start();
        tandem.out().println("Tandem listens at " + address + " (API description: " + address + "/q/openapi). Ctrl-C stops it.");
        tandem.out().flush();
        tandem.local().await();
        return ExitCode.OK;
    }
}
