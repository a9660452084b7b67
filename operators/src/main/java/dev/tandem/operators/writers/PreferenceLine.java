package dev.tandem.operators.writers;

import dev.tandem.core.error.ErrorCode;
import dev.tandem.core.error.TandemException;
import dev.tandem.core.json.Json;
import dev.tandem.core.model.Modality;
import dev.tandem.core.model.Part;
import dev.tandem.core.model.PartAttributes;
import dev.tandem.core.model.Sample;
import dev.tandem.core.operator.Writer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * A question, a better answer and a worse one.
 *
 * @param images paths of its pictures
 */
record PreferenceLine(String prompt, String chosen, String rejected, List<String> images) {

    /** Makes the fields of a line. */
    @FunctionalInterface
    interface Fields {
        Map<String, Object> of(PreferenceLine line);
    }

    /** A line for each sample; the same samples give the same bytes. */
    static void write(Iterator<Sample> samples, Writer.Output out, Fields fields) throws IOException {
        while (samples.hasNext()) {
            PreferenceLine line = of(samples.next(), out);
            Map<String, Object> written = new LinkedHashMap<>(fields.of(line));
            if (!line.images().isEmpty()) {
                written.put("images", line.images());
            }
            out.stream().write(Json.bytes(written));
            out.stream().write('\n');
        }
    }

    private static PreferenceLine of(Sample sample, Writer.Output out) throws IOException {
        List<String> images = new ArrayList<>();
        for (Part part : sample.parts()) {
            if (part instanceof Part.Media media && media.modality() == Modality.IMAGE) {
                images.add(out.media(MediaName.of(media), media.content().bytes()));
            }
        }
        return new PreferenceLine(
                texts(sample, PartAttributes.QUESTION), required(sample, PartAttributes.CHOSEN),
                required(sample, PartAttributes.REJECTED), images);
    }

    private static String required(Sample sample, String role) {
        String text = texts(sample, role);
        if (text.isEmpty()) {
            throw new TandemException(ErrorCode.INVALID_RECIPE, "The sample " + sample.id().abbreviated() + " has no text with the role '"
                    + role + "', and cannot be written as a preference. Publish the result of 'preference_pairs', with 'emit' best_worst"
                    + " or all, in this format, or publish in another one.");
        }
        return text;
    }

    private static String texts(Sample sample, String role) {
        return sample.parts().stream()
                .filter(part -> part instanceof Part.Text && role.equals(part.attributes().get(PartAttributes.ROLE)))
                .map(part -> ((Part.Text) part).text())
                .collect(Collectors.joining("\n\n"));
    }

    /** What the user says: text alone, or behind a place for each picture. */
    Map<String, Object> user() {
        return message("user", prompt, images.size());
    }

    /** An answer, in the form that what the user says has. */
    Map<String, Object> assistant(String text) {
        return message("assistant", text, 0);
    }

    private Map<String, Object> message(String role, String text, int pictures) {
        List<Object> pieces = new ArrayList<>(Collections.nCopies(pictures, Map.of("type", "image")));
        pieces.add(Map.of("type", "text", "text", text));
        return Map.of("role", role, "content", images.isEmpty() ? text : pieces);
    }
}
