package dev.tandem.operators.model;

import dev.tandem.core.model.Part;
import dev.tandem.core.model.PartAttributes;
import dev.tandem.core.model.Sample;
import dev.tandem.core.operator.SampleView;
import java.util.List;

/** What a sample says of its picture. */
public final class Caption {
    private Caption() {}

    /** The description that the reader found, else all text, else the alternative text of the first picture; may be empty. */
    public static String of(SampleView sample) {
        String description = description(sample.parts());
        if (!description.isEmpty()) {
            return description;
        }
        String text = sample.text().strip();
        return text.isEmpty() ? firstMedia(sample.parts(), PartAttributes.ALT) : text;
    }

    /**
     * An attribute of the first picture, sound or video, such as a caption that a model made; the description where none is named.
     *
     * @param attribute empty for the description, as {@link #of(SampleView)} has it
     */
    static String of(SampleView sample, String attribute) {
        return attribute.isEmpty() ? of(sample) : firstMedia(sample.parts(), attribute).strip();
    }

    /** The description that the reader found, else the alternative text of the first picture; may be empty. */
    public static String written(Sample sample) {
        String description = description(sample.parts());
        return description.isEmpty() ? firstMedia(sample.parts(), PartAttributes.ALT) : description;
    }

    private static String description(List<Part> parts) {
        for (Part part : parts) {
            if (part instanceof Part.Text text
                    && PartAttributes.DESCRIPTION.equals(text.attributes().get(PartAttributes.ROLE))) {
                return text.text().strip();
            }
        }
        return "";
    }

    /** An attribute of the first picture, sound or video; may be empty. */
    public static String firstMedia(List<Part> parts, String attribute) {
        return parts.stream()
                .filter(Part.Media.class::isInstance)
                .findFirst()
                .map(part -> part.attributes().getOrDefault(attribute, ""))
                .orElse("");
    }
}
