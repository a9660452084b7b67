package dev.tandem.core.labels;

import dev.tandem.core.labels.HumanLabel.Correction;
import dev.tandem.core.model.Part;
import dev.tandem.core.model.PartAttributes;
import dev.tandem.core.model.Sample;
import dev.tandem.core.model.SampleMetadata;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Makes preferences of what people said: a corrected text is better than the one that was corrected, as RLHF-V has it, and of two answers
 * the one that a person prefers. Each person makes a preference of their own; a tie makes none.
 */
public final class HumanPreferences {
    private static final String SEPARATOR = "\n\n";

    private HumanPreferences() {}

    /** The preference that a label is; empty where it says nothing of the kind. */
    public static Optional<Sample> of(Sample sample, HumanLabel label) {
        if (!label.corrections().isEmpty()) {
            List<Part> corrected = corrected(sample, label);
            return Optional.of(item(sample, label, "correction", answer(corrected), answer(sample.parts())));
        }
        List<String> answers = answers(sample.parts());
        if (answers.size() != 2) {
            return Optional.empty();
        }
        return switch (label.label()) {
            case "first" -> Optional.of(item(sample, label, "choice", answers.getFirst(), answers.getLast()));
            case "second" -> Optional.of(item(sample, label, "choice", answers.getLast(), answers.getFirst()));
            default -> Optional.empty();
        };
    }

    private static List<String> answers(List<Part> parts) {
        return parts.stream()
                .filter(part -> part instanceof Part.Text && hasRole(part, PartAttributes.ANSWER))
                .map(part -> ((Part.Text) part).text())
                .toList();
    }

    /** The answers, or all that is no question where there are none. */
    private static String answer(List<Part> parts) {
        List<String> answers = answers(parts);
        return String.join(SEPARATOR, answers.isEmpty()
                ? parts.stream()
                        .filter(part -> part instanceof Part.Text && !hasRole(part, PartAttributes.QUESTION))
                        .map(part -> ((Part.Text) part).text())
                        .toList()
                : answers);
    }

    private static boolean hasRole(Part part, String role) {
        return role.equals(part.attributes().get(PartAttributes.ROLE));
    }

    private static Sample item(Sample sample, HumanLabel label, String how, String chosen, String rejected) {
        List<Part> parts = new ArrayList<>();
        for (Part part : sample.parts()) {
            if (part instanceof Part.Media || hasRole(part, PartAttributes.QUESTION)) {
                parts.add(part);
            }
        }
        parts.add(new Part.Text(chosen, Map.of(PartAttributes.ROLE, PartAttributes.CHOSEN)));
        parts.add(new Part.Text(rejected, Map.of(PartAttributes.ROLE, PartAttributes.REJECTED)));
        Map<String, String> metadata = new TreeMap<>(sample.metadata());
        metadata.remove(SampleMetadata.VERIFIED);
        metadata.putAll(Map.of(
                SampleMetadata.ACTOR, "human", LabelledSet.ANNOTATOR, label.annotator(), "preference", how));
        return Sample.of("human/" + label.annotator() + "/" + sample.source(), List.of(sample.id()), metadata, parts);
    }

    /** Corrections count characters in all text of the sample, as people saw it: its parts, and an empty line between each two. */
    private static List<Part> corrected(Sample sample, HumanLabel label) {
        List<Part> parts = new ArrayList<>();
        int start = 0;
        int applied = 0;
        for (Part part : sample.parts()) {
            if (part instanceof Part.Text text) {
                int length = text.text().codePointCount(0, text.text().length());
                int from = start;
                List<Correction> within = label.corrections().stream()
                        .filter(correction -> correction.start() >= from && correction.end() <= from + length)
                        .toList();
                applied += within.size();
                parts.add(new Part.Text(corrected(text.text(), start, within), text.attributes()));
                start += length + SEPARATOR.length();
            } else {
                parts.add(part);
            }
        }
        if (applied < label.corrections().size()) {
            throw LabelCheck.wrong(label.line(), "a correction is not within one part of the text of the sample "
                    + sample.id().abbreviated() + ", which has " + Math.max(0, start - SEPARATOR.length()) + " characters");
        }
        return parts;
    }

    private static String corrected(String text, int start, List<Correction> corrections) {
        StringBuilder corrected = new StringBuilder();
        int done = 0;
        for (Correction correction : corrections) {
            int from = text.offsetByCodePoints(0, correction.start() - start);
            corrected.append(text, done, from).append(correction.text());
            done = text.offsetByCodePoints(0, correction.end() - start);
        }
        return corrected.append(text, done, text.length()).toString();
    }
}
