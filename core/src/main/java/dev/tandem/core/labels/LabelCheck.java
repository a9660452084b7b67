package dev.tandem.core.labels;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tandem.core.error.ErrorCode;
import dev.tandem.core.error.TandemException;
import dev.tandem.core.labels.HumanLabel.Correction;
import dev.tandem.core.model.Digest;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Gathers the labels of a file, whatever its form, and refuses what cannot be one, with the line in which it stands. */
final class LabelCheck {
    static final int MAX_BYTES = 64 << 20;
    static final int MAX_LABELS = 100_000;
    static final int MAX_LABEL_CHARACTERS = 64;
    static final int MAX_COMMENT_CHARACTERS = 4_000;
    static final int MAX_CORRECTIONS = 1_000;
    static final String NOBODY = "unknown";

    private static final int SHOWN = 60;

    private final List<HumanLabel> labels = new ArrayList<>();
    private final Map<String, HumanLabel> known = new HashMap<>();

    static void size(byte[] file) {
        if (file.length > MAX_BYTES) {
            throw new TandemException(
                    ErrorCode.TOO_LARGE, "The labels take " + file.length + " bytes; at most " + MAX_BYTES + " are read");
        }
    }

    /** Adds a label; the same said again by the same person counts once. */
    void add(HumanLabel label) {
        if (label.label().isEmpty() && label.corrections().isEmpty()) {
            throw wrong(label.line(), "it has neither a label nor a correction");
        }
        HumanLabel other = known.putIfAbsent(label.sample() + "\0" + label.annotator(), label);
        if (other == null) {
            labels.add(label);
            if (labels.size() > MAX_LABELS) {
                throw wrong(label.line(), "at most " + MAX_LABELS + " labels are read at once");
            }
        } else if (!other.label().equals(label.label()) || !other.corrections().equals(label.corrections())) {
            throw wrong(label.line(), "'" + label.annotator() + "' said something else of the sample "
                    + label.sample().abbreviated() + " in line " + other.line() + ": '" + other.label() + "', here '" + label.label()
                    + "'. Leave one of the two out.");
        }
    }

    List<HumanLabel> labels() {
        if (labels.isEmpty()) {
            throw new TandemException(ErrorCode.EMPTY_INPUT, "There are no labels in the file");
        }
        return labels;
    }

    static Digest sample(int line, JsonNode id) {
        if (id == null || !id.isTextual()) {
            throw wrong(line, "the id of the sample is missing; './tandem labels export' writes it with each sample");
        }
        try {
            return new Digest(id.textValue());
        } catch (IllegalArgumentException e) {
            throw wrong(line, "'" + shown(id.textValue()) + "' is not the id of a sample, which has 64 digits from 0 to f");
        }
    }

    static String text(int line, String what, JsonNode value, int most) {
        if (value == null || value.isNull()) {
            return "";
        }
        if (!value.isValueNode()) {
            throw wrong(line, "'" + what + "' must be text or a number, found " + (value.isArray() ? "a list" : "an object"));
        }
        String text = value.asText().strip();
        if (text.codePointCount(0, text.length()) > most) {
            throw wrong(line, "'" + what + "' has more than " + most + " characters: '" + shown(text) + "'");
        }
        return text;
    }

    /** In their order, none over another. */
    static List<Correction> corrections(int line, List<Correction> given) {
        List<Correction> sorted = given.stream().sorted(Comparator.comparingInt(Correction::start)).toList();
        int end = 0;
        for (Correction correction : sorted) {
            if (correction.start() < end || correction.end() < correction.start()) {
                throw wrong(line, "the correction from " + correction.start() + " to " + correction.end()
                        + (correction.end() < correction.start() ? " ends before it begins" : " is over another one"));
            }
            end = correction.end();
        }
        if (sorted.size() > MAX_CORRECTIONS) {
            throw wrong(line, "it has more than " + MAX_CORRECTIONS + " corrections");
        }
        return sorted;
    }

    static String shown(String text) {
        return text.length() <= SHOWN ? text : text.substring(0, SHOWN) + "...";
    }

    static TandemException wrong(int line, String problem) {
        return new TandemException(ErrorCode.INVALID_ARGUMENT, "Line " + line + " of the labels: " + problem);
    }
}
