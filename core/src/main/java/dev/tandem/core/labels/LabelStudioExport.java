package dev.tandem.core.labels;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import dev.tandem.core.json.Json;
import dev.tandem.core.labels.HumanLabel.Correction;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Labels in the JSON that Label Studio exports: tasks, each with its annotations and what was imported as its data. A choice, a rating,
 * a number or one of a pair is the label; a text area is the comment, and one of a marked stretch of text is its correction.
 * Cancelled annotations, predictions and what was marked without a correction are left alone.
 */
final class LabelStudioExport {
    /** Where a task's data have the sample and the run. */
    static final String SAMPLE = "tandem_id";
    static final String RUN = "tandem_run";
    static final String TEXT = "text";

    private static final Set<String> LABELS = Set.of("choices", "rating", "number", "pairwise");

    private final LabelCheck check = new LabelCheck();

    private LabelStudioExport() {}

    static List<HumanLabel> read(byte[] file) {
        LabelCheck.size(file);
        LabelStudioExport export = new LabelStudioExport();
        int line = 1;
        try (JsonParser parser = Json.mapper().createParser(file)) {
            if (parser.nextToken() != JsonToken.START_ARRAY) {
                throw LabelCheck.wrong(1, "expected a list of tasks, as Label Studio exports it under the name JSON");
            }
            while (parser.nextToken() != JsonToken.END_ARRAY) {
                line = parser.currentTokenLocation().getLineNr();
                JsonNode task = Json.mapper().readTree(parser);
                export.task(line, task);
            }
        } catch (IOException e) {
            throw LabelCheck.wrong(line, "not JSON: " + e.getMessage().lines().findFirst().orElse(""));
        }
        return export.check.labels();
    }

    private void task(int line, JsonNode task) {
        JsonNode data = task.path("data");
        if (!data.isObject() || !task.path("annotations").isArray()) {
            throw LabelCheck.wrong(line, "a task has 'data' and 'annotations', found "
                    + LabelCheck.shown(task.toString()) + ". Export as JSON, not as JSON-MIN or another format.");
        }
        if (!data.hasNonNull(SAMPLE)) {
            throw LabelCheck.wrong(line, "the data of the task " + task.path("id").asText("?") + " have no '" + SAMPLE
                    + "'. Import the file that './tandem labels export --format label-studio' writes.");
        }
        for (JsonNode annotation : task.path("annotations")) {
            if (!annotation.path("was_cancelled").asBoolean()) {
                check.add(label(line, data, annotation));
            }
        }
    }

    private static HumanLabel label(int line, JsonNode data, JsonNode annotation) {
        String label = "";
        Map<String, String> texts = new HashMap<>();
        StringBuilder comment = new StringBuilder();
        for (JsonNode result : annotation.path("result")) {
            String type = result.path("type").asText();
            if (LABELS.contains(type)) {
                String said = LabelCheck.text(line, type, said(line, type, result.path("value")), LabelCheck.MAX_LABEL_CHARACTERS);
                if (!label.isEmpty()) {
                    throw LabelCheck.wrong(line, "one annotation has two labels, '" + label + "' and '" + said
                            + "'. Ask for one with each sample.");
                }
                label = said;
            } else if (type.equals("textarea")) {
                JsonNode text = result.path("value").path("text");
                texts.put(result.path("id").asText(), text.isArray() ? text.path(0).asText() : text.asText());
            }
        }
        List<Correction> corrections = new ArrayList<>();
        for (JsonNode result : annotation.path("result")) {
            if (result.path("type").asText().equals("labels") && texts.containsKey(result.path("id").asText())) {
                String text = texts.remove(result.path("id").asText());
                corrections.add(correction(line, data.path(TEXT).asText(), result.path("value"), text));
            }
        }
        texts.values().stream().sorted().forEach(text -> comment.append(comment.isEmpty() ? "" : " ").append(text.strip()));
        return new HumanLabel(
                line,
                LabelCheck.text(line, RUN, data.get(RUN), 128),
                LabelCheck.sample(line, data.get(SAMPLE)),
                annotator(line, annotation.path("completed_by")),
                label,
                LabelCheck.text(line, "comment", Json.mapper().valueToTree(comment.toString()), LabelCheck.MAX_COMMENT_CHARACTERS),
                LabelCheck.corrections(line, corrections));
    }

    private static JsonNode said(int line, String type, JsonNode value) {
        JsonNode said = value.path(type.equals("pairwise") ? "selected" : type);
        if (said.isArray()) {
            if (said.size() != 1) {
                throw LabelCheck.wrong(line, "one choice is expected, found " + LabelCheck.shown(said.toString()));
            }
            return said.path(0);
        }
        return switch (type.equals("pairwise") ? said.asText() : "") {
            case "left" -> Json.mapper().valueToTree("first");
            case "right" -> Json.mapper().valueToTree("second");
            default -> said;
        };
    }

    /** A number, or a user with an address. */
    private static String annotator(int line, JsonNode completedBy) {
        JsonNode name = completedBy.isObject() ? completedBy.hasNonNull("email") ? completedBy.get("email") : completedBy.get("id")
                : completedBy;
        String text = name == null || name.isMissingNode()
                ? ""
                : LabelCheck.text(line, "completed_by", name, LabelCheck.MAX_LABEL_CHARACTERS);
        return text.isEmpty() ? LabelCheck.NOBODY : text;
    }

    /** Label Studio counts UTF-16 units. */
    private static Correction correction(int line, String text, JsonNode value, String corrected) {
        int start = value.path("start").asInt(-1);
        int end = value.path("end").asInt(-1);
        if (start < 0 || end < start || end > text.length()
                || value.hasNonNull("text") && !text.substring(start, end).equals(value.path("text").asText())) {
            throw LabelCheck.wrong(line, "the marked stretch from " + start + " to " + end + " is not that of the task's text: "
                    + LabelCheck.shown(value.toString()));
        }
        return new Correction(text.codePointCount(0, start), text.codePointCount(0, end), corrected);
    }
}
