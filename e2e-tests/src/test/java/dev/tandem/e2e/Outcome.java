package dev.tandem.e2e;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import dev.tandem.core.json.Json;
import dev.tandem.core.run.RunRecord;
import java.nio.charset.StandardCharsets;

/** How a command ended and what it printed. */
record Outcome(int exitCode, String out, String err) {

    /** What {@code --json} printed. */
    JsonNode json() {
        return Json.read(out, JsonNode.class);
    }

    <T> T json(Class<T> type) {
        return Json.read(out, type);
    }

    <T> T json(TypeReference<T> type) {
        return Json.read(out.getBytes(StandardCharsets.UTF_8), type);
    }

    RunRecord run() {
        return json(RunRecord.class);
    }

    /** Everything that was printed, for assertions and messages. */
    String text() {
        return out + "\n" + err;
    }

    @Override
    public String toString() {
        return "exit code " + exitCode + "\n" + text();
    }
}
