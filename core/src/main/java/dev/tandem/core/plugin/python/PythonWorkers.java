package dev.tandem.core.plugin.python;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.tandem.core.error.ErrorCode;
import dev.tandem.core.error.SampleFailedException;
import dev.tandem.core.error.TandemException;
import dev.tandem.core.operator.OperatorApi;
import dev.tandem.core.process.IdleWorkers;
import dev.tandem.core.process.WorkerFaultException;
import dev.tandem.core.process.WorkerProcess;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The worker processes of one script: as many as there are passes that ask at a time, kept for a while after. */
final class PythonWorkers implements AutoCloseable {
    /** Libraries for machine learning take many seconds. */
    private static final Duration START = Duration.ofSeconds(90);
    private static final int READY_BYTES = 1 << 20;

    private static final JsonMapper JSON = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder().maxStringLength(Integer.MAX_VALUE).build())
                    // Python reads and writes infinity as a word of its own.
                    .disable(JsonWriteFeature.WRITE_NAN_AS_STRINGS)
                    .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
                    .build())
            .build();

    private final PythonManifest manifest;
    private final Path library;
    private final String python;
    private final IdleWorkers idle = new IdleWorkers();

    /**
     * No process is started yet.
     *
     * @param library what is run; the script lies beside it
     */
    PythonWorkers(PythonManifest manifest, Path library, String python) {
        this.manifest = manifest;
        this.library = library;
        // A worker's folder is another than that which a relative path was meant for.
        this.python = python.contains("/") ? Path.of(python).toAbsolutePath().toString() : python;
    }

    /**
     * Asks a worker. One that was asked before may suffer from what it was asked then: only what a fresh one cannot answer
     * is the fault of the question, so that what becomes of a sample does not depend on the samples before it.
     *
     * @param late called whenever an answer did not come in time
     */
    <T> T ask(
            Map<String, Object> question, List<byte[]> media, int answerBytes, PythonCalls.Reading<T> reading, Runnable late)
            throws SampleFailedException, WorkerFaultException {
        byte[] json = bytes(question);
        Optional<WorkerProcess> used = idle.take();
        if (used.isPresent()) {
            try {
                return ask(used.get(), json, media, answerBytes, reading);
            } catch (WorkerFaultException e) {
                if (e.late()) {
                    late.run();
                }
            }
        }
        try {
            return ask(start(), json, media, answerBytes, reading);
        } catch (WorkerFaultException e) {
            if (e.late()) {
                late.run();
            }
            throw e;
        }
    }

    private <T> T ask(WorkerProcess worker, byte[] question, List<byte[]> media, int answerBytes, PythonCalls.Reading<T> reading)
            throws SampleFailedException, WorkerFaultException {
        boolean healthy = false;
        try {
            JsonNode answer = parse(worker.ask(question, media, manifest.timeout(), answerBytes));
            if (answer.has("memory")) {
                throw new WorkerFaultException("needed more than its " + (manifest.memory() >> 20) + " MiB of memory (memory_mib)");
            }
            if (answer.path("error").isTextual()) {
                healthy = true;
                throw new SampleFailedException(
                        ErrorCode.OPERATOR_FAILED, "'" + manifest.name() + "' failed: " + answer.path("error").textValue());
            }
            T read = reading.read(answer);
            healthy = true;
            return read;
        } finally {
            if (healthy) {
                idle.keep(worker);
            } else {
                worker.close();
            }
        }
    }

    private ProcessBuilder command() {
        ProcessBuilder command = new ProcessBuilder(python, "-B", "-X", "utf8", library.toString());
        command.directory(library.getParent().toFile());
        return command;
    }

    /**
     * Starts a worker and waits until it has loaded the script.
     *
     * @throws TandemException {@link ErrorCode#OPERATOR_BROKEN} when there is no interpreter, or the script does not load
     */
    WorkerProcess start() {
        WorkerProcess worker;
        try {
            // The order of sets is part of what an operator gives.
            worker = WorkerProcess.start(
                    "operator." + manifest.name(), command(), manifest.environment(), Map.of("PYTHONHASHSEED", "0"));
        } catch (IOException e) {
            throw new TandemException(ErrorCode.OPERATOR_BROKEN, "The Python operator '" + manifest.name() + "' needs Python, but '"
                    + python + "' cannot be started: " + e.getMessage() + ". Install Python 3.8 or newer where operators run, or"
                    + " set TANDEM_OPERATORS_PYTHON to where it is.", e);
        }
        Map<String, Object> setup = Map.of(
                "script", manifest.script(),
                "function", manifest.function(),
                "features", manifest.features().stream().map(PythonManifest.Measured::name).toList(),
                "memory", manifest.memory(),
                "seconds", manifest.timeout().toMillis() / 1000.0);
        String problem;
        try {
            JsonNode answer = parse(worker.ask(bytes(setup), List.of(), START, READY_BYTES));
            if (answer.path("ready").asInt() == OperatorApi.VERSION) {
                return worker;
            }
            problem = answer.path("error").asText("it answered with something else");
        } catch (WorkerFaultException e) {
            problem = "it " + e.getMessage() + worker.lastWords();
        }
        worker.close();
        throw new TandemException(ErrorCode.OPERATOR_BROKEN, "The Python operator '" + manifest.name() + "' does not start: " + problem
                + ". Correct " + manifest.script() + ", or what it imports; the log has all that it printed.");
    }

    @Override
    public void close() {
        idle.close();
    }

    private static JsonNode parse(byte[] answer) throws WorkerFaultException {
        try {
            return JSON.readTree(answer);
        } catch (IOException e) {
            throw new WorkerFaultException("answered with something that is no JSON");
        }
    }

    /** Halves of surrogate pairs, which no UTF-8 has, become question marks. */
    private static byte[] bytes(Object question) {
        try {
            return JSON.writeValueAsString(question).getBytes(StandardCharsets.UTF_8);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }
}
