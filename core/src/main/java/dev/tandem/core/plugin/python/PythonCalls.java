package dev.tandem.core.plugin.python;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tandem.core.error.ErrorCode;
import dev.tandem.core.error.SampleFailedException;
import dev.tandem.core.error.TandemException;
import dev.tandem.core.process.WorkerFaultException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What one operator of a pass asks the workers of its script; used by one thread. */
final class PythonCalls {
    /** As many as a pass has in hand between two signs of progress. */
    private static final int WINDOW = 64;

    /** Well below the time after which a service without progress is given up. */
    private static final Duration MOST_WAITED_FOR_NOTHING = Duration.ofMinutes(6);

    private final PythonManifest manifest;
    private final PythonWorkers workers;
    private final Map<String, Object> parameters = new LinkedHashMap<>();
    private int asked;
    private Duration waited = Duration.ZERO;

    PythonCalls(PythonManifest manifest, PythonWorkers workers, Map<String, Object> all) {
        this.manifest = manifest;
        this.workers = workers;
        manifest.params().forEach(param -> parameters.put(param.name(), all.get(param.name())));
    }

    /** What an answer means. */
    @FunctionalInterface
    interface Reading<T> {
        T read(JsonNode answer) throws WorkerFaultException;
    }

    /**
     * Asks about one sample.
     *
     * @param question beside the parameters
     * @param media what follows the question, in the order in which the question names it
     * @param answerBytes most that is taken for an answer
     * @throws SampleFailedException when the operator fails, ends, takes too long or answers with something else on a
     *     worker that was asked nothing before
     */
    <T> T ask(Map<String, Object> question, List<byte[]> media, int answerBytes, Reading<T> reading) throws SampleFailedException {
        Map<String, Object> whole = new LinkedHashMap<>(question);
        whole.put("parameters", parameters);
        if (asked++ % WINDOW == 0) {
            waited = Duration.ZERO;
        }
        try {
            return workers.ask(whole, media, answerBytes, reading, this::late);
        } catch (WorkerFaultException e) {
            throw new SampleFailedException(ErrorCode.OPERATOR_FAILED,
                    "'" + manifest.name() + "' " + e.getMessage() + (e.late() ? " (timeout_seconds)" : ""));
        }
    }

    /** An operator that takes too long on one sample after the other would hold up its shard for hours. */
    private void late() {
        waited = waited.plus(manifest.timeout());
        if (waited.compareTo(MOST_WAITED_FOR_NOTHING) > 0) {
            throw new TandemException(ErrorCode.OPERATOR_BROKEN, "The Python operator '" + manifest.name()
                    + "' took longer than its " + manifest.timeout().toMillis() / 1000.0 + " seconds (timeout_seconds) for most of "
                    + WINDOW + " samples. Make it faster, or fail early what takes long.");
        }
    }
}
