package dev.tandem.cli;

import dev.tandem.core.error.ErrorCode;
import dev.tandem.core.error.ErrorType;
import dev.tandem.core.error.TandemException;
import dev.tandem.core.rounds.RoundRecord;
import dev.tandem.core.rounds.RoundsRecord;
import dev.tandem.core.run.RunStatus;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** Uploads, starts, follows and fetches rounds: what {@code codev} and {@code demo} share. */
final class RoundsExecution {
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(500);

    private final TandemCommand tandem;
    private final Duration patience;

    /** @param patience how long a gateway that does not answer is waited for */
    RoundsExecution(TandemCommand tandem, Duration patience) {
        this.tandem = tandem;
        this.patience = patience;
    }

    /** @param output folder for what the best round published, if the user wants it */
    RoundsRecord run(Path recipe, List<Path> inputs, OptionalInt most, Optional<Path> output) {
        String yaml = Execution.read(recipe);
        Optional<OutputFolder> folder = output.map(OutputFolder::new);
        GatewayClient gateway = tandem.gateway();
        RoundsClient client = new RoundsClient(gateway);
        RoundsRecord started = client.start(yaml, recipe.toString(), new Upload(gateway).send(inputs), most);
        RoundsRecord finished = follow(client, started);
        if (finished.status() == RunStatus.COMPLETED && folder.isPresent()) {
            Optional<String> run = CodevCommand.best(finished).flatMap(RoundRecord::run);
            run.ifPresent(name -> folder.get().download(gateway, gateway.status(name)));
            folder.get().put("rounds.html", client.report(finished.name()));
        }
        return finished;
    }

    private RoundsRecord follow(RoundsClient gateway, RoundsRecord started) {
        String phase = "";
        long silentSince = System.nanoTime();
        tandem.err().println("tandem: " + started.name());
        while (true) {
            try {
                RoundsRecord now = gateway.status(started.name());
                silentSince = System.nanoTime();
                if (now.status().finished()) {
                    return now;
                }
                if (!now.phase().equals(phase)) {
                    phase = now.phase();
                    tandem.err().println("tandem: " + phase + " ...");
                    RoundsView.waiting(tandem.err(), now);
                    tandem.err().flush();
                }
            } catch (TandemException e) {
                if (e.code().type() != ErrorType.EXTERNAL || System.nanoTime() - silentSince > patience.toNanos()) {
                    throw e;
                }
            }
            pause();
        }
    }

    private static void pause() {
        try {
            Thread.sleep(BETWEEN_LOOKS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new TandemException(ErrorCode.CANCELLED, "Interrupted; the rounds go on where they run", e);
        }
    }
}
