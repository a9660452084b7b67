package dev.tandem.operators.generative;

import dev.tandem.core.model.Part;
import dev.tandem.core.model.PartAttributes;
import dev.tandem.core.operator.SampleView;
import dev.tandem.operators.model.Caption;
import java.util.List;
import java.util.Optional;

/**
 * What a sample says of its picture, and the part that says it: the description, else the first text, else the picture with its
 * alternative text.
 */
record CaptionPart(int part, String text) {

    /** Empty where nothing is said. */
    static Optional<CaptionPart> of(SampleView sample) {
        String caption = Caption.of(sample);
        return caption.isEmpty() ? Optional.empty() : Optional.of(new CaptionPart(place(sample.parts()), caption));
    }

    private static int place(List<Part> parts) {
        int text = -1;
        int media = -1;
        for (int i = 0; i < parts.size(); i++) {
            if (parts.get(i) instanceof Part.Media) {
                media = media < 0 ? i : media;
            } else if (PartAttributes.DESCRIPTION.equals(parts.get(i).attributes().get(PartAttributes.ROLE))) {
                return i;
            } else if (!((Part.Text) parts.get(i)).text().isBlank()) {
                text = text < 0 ? i : text;
            }
        }
        return text >= 0 ? text : media;
    }
}
