package dev.tandem.core.labels;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import dev.tandem.core.json.Json;
import dev.tandem.core.labels.HumanLabel.Correction;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Labels as JSON, one a line: {@code {"id": "3f2a...", "label": "good", "annotator": "ann"}}, with {@code run}, {@code comment} and
 * {@code corrections} where there are some. Other fields, such as those of an exported sample, are left alone.
 */
final class LabelLines {
    private static final ObjectReader LINE = Json.mapper().reader().with(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    private LabelLines() {}

    static List<HumanLabel> read(byte[] file) {
        LabelCheck.size(file);
        LabelCheck check = new LabelCheck();
        int number = 0;
        for (int start = 0; start < file.length; ) {
            int end = start;
            while (end < file.length && file[end] != '\n') {
                end++;
            }
            number++;
            if (!isBlank(file, start, end)) {
                check.add(label(number, file, start, end - start));
            }
            start = end + 1;
        }
        return check.labels();
    }

    private static boolean isBlank(byte[] file, int start, int end) {
        for (int i = start; i < end; i++) {
            if (file[i] != ' ' && file[i] != '\t' && file[i] != '\r') {
                return false;
            }
        }
        return true;
    }

    private static HumanLabel label(int line, byte[] file, int start, int length) {
        JsonNode row;
        try {
            row = LINE.readTree(file, start, length);
        } catch (IOException e) {
            throw LabelCheck.wrong(line, "not JSON: " + e.getMessage().lines().findFirst().orElse(""));
        }
        if (!row.isObject()) {
            throw LabelCheck.wrong(line, "expected a JSON object");
        }
        String annotator = LabelCheck.text(line, "annotator", row.get("annotator"), LabelCheck.MAX_LABEL_CHARACTERS);
        return new HumanLabel(
                line,
                LabelCheck.text(line, "run", row.get("run"), 128),
                LabelCheck.sample(line, row.get("id")),
                annotator.isEmpty() ? LabelCheck.NOBODY : annotator,
                LabelCheck.text(line, "label", row.get("label"), LabelCheck.MAX_LABEL_CHARACTERS),
                LabelCheck.text(line, "comment", row.get("comment"), LabelCheck.MAX_COMMENT_CHARACTERS),
                LabelCheck.corrections(line, corrections(line, row.path("corrections"))));
    }

    private static List<Correction> corrections(int line, JsonNode given) {
        if (!given.isMissingNode() && !given.isNull() && !given.isArray()) {
            throw LabelCheck.wrong(line, "'corrections' must be a list of {\"start\": 0, \"end\": 4, \"text\": \"...\"}");
        }
        List<Correction> corrections = new ArrayList<>();
        for (JsonNode correction : given) {
            if (!correction.path("start").canConvertToInt() || !correction.path("end").canConvertToInt()
                    || correction.path("start").asInt() < 0 || !correction.path("text").isTextual()) {
                throw LabelCheck.wrong(line, "a correction is {\"start\": 0, \"end\": 4, \"text\": \"...\"}, counted in characters,"
                        + " found " + LabelCheck.shown(correction.toString()));
            }
            corrections.add(new Correction(
                    correction.path("start").asInt(), correction.path("end").asInt(), correction.path("text").textValue()));
        }
        return corrections;
    }
}
