package dev.tandem.core.labels;

import dev.tandem.core.json.Json;
import dev.tandem.core.model.Digest;
import dev.tandem.core.model.Part;
import dev.tandem.core.model.PartAttributes;
import dev.tandem.core.model.Sample;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * A sample as a person sees it. What the run decided of it is left out: who labels would be led by it.
 *
 * @param text of all its text parts
 * @param answers where it has several, each by itself
 * @param images as data addresses
 * @param left images that are too large to be sent along
 */
public record LabelTask(
        String run, String stage, Digest id, String source, String text, List<String> answers, List<String> images, int left) {
    /** Of one image. */
    static final long IMAGE_BYTES = 1L << 20;
    /** Of all images of an export. */
    static final long ALL_IMAGE_BYTES = 64L << 20;

    /** @param room bytes that its images may take together */
    static LabelTask of(String run, String stage, Sample sample, long room) {
        List<String> answers = new ArrayList<>();
        List<String> images = new ArrayList<>();
        int left = 0;
        long taken = 0;
        for (Part part : sample.parts()) {
            switch (part) {
                case Part.Text text when PartAttributes.ANSWER.equals(text.attributes().get(PartAttributes.ROLE)) ->
                        answers.add(text.text());
                case Part.Text text -> { }
                case Part.Media media -> {
                    long bytes = media.content().size();
                    if (media.mediaType().startsWith("image/") && bytes <= IMAGE_BYTES && taken + bytes <= room) {
                        taken += bytes;
                        images.add(address(media));
                    } else {
                        left++;
                    }
                }
            }
        }
        return new LabelTask(
                run, stage, sample.id(), sample.source(), sample.text(), answers.size() > 1 ? answers : List.of(), images, left);
    }

    private static String address(Part.Media media) {
        return "data:" + media.mediaType() + ";base64," + Base64.getEncoder().encodeToString(media.content().bytes());
    }

    static byte[] write(List<LabelTask> tasks, LabelFormat format) {
        return switch (format) {
            case JSONL -> {
                ByteArrayOutputStream lines = new ByteArrayOutputStream();
                tasks.forEach(task -> {
                    lines.writeBytes(Json.bytes(task.line()));
                    lines.write('\n');
                });
                yield lines.toByteArray();
            }
            case LABEL_STUDIO -> {
                int answers = most(tasks, LabelTask::answers);
                int images = most(tasks, LabelTask::images);
                yield Json.bytes(tasks.stream().map(task -> task.task(answers, images)).toList());
            }
        };
    }

    /** With an empty place for the label. */
    private Map<String, Object> line() {
        Map<String, Object> line = new TreeMap<>(Map.of(
                "run", run, "stage", stage, "id", id.hex(), "source", source, "text", text, "annotator", "", "label", ""));
        if (!answers.isEmpty()) {
            line.put("answers", answers);
        }
        if (!images.isEmpty()) {
            line.put("images", images);
        }
        if (left > 0) {
            line.put("media_left_out", left);
        }
        return line;
    }

    private static int most(List<LabelTask> tasks, Function<LabelTask, List<String>> of) {
        return tasks.stream().mapToInt(task -> of.apply(task).size()).max().orElse(0);
    }

    /** With as many answers and images as others have, empty ones at need: Label Studio refuses tasks without what a project shows. */
    private Map<String, Object> task(int answerPlaces, int imagePlaces) {
        Map<String, Object> data = new TreeMap<>(Map.of(
                LabelStudioExport.RUN, run, LabelStudioExport.SAMPLE, id.hex(), LabelStudioExport.TEXT, text, "source", source));
        for (int i = 0; i < answerPlaces; i++) {
            data.put("answer" + (i + 1), i < answers.size() ? answers.get(i) : "");
        }
        for (int i = 0; i < imagePlaces; i++) {
            data.put("image" + (i == 0 ? "" : i + 1), i < images.size() ? images.get(i) : "");
        }
        return Map.of("data", data, "meta", Map.of("stage", stage, "media_left_out", left));
    }
}
