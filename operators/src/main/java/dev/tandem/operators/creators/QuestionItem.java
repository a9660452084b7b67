package dev.tandem.operators.creators;

import dev.tandem.core.model.Part;
import dev.tandem.core.model.PartAttributes;
import dev.tandem.core.model.Sample;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The shape of an item of question and answer: what is asked about, the question, the answer. */
public final class QuestionItem {
    private QuestionItem() {}

    /** The parts of an item. */
    public static List<Part> parts(Part about, String question, String answer) {
        return List.of(
                about,
                new Part.Text(question, Map.of(PartAttributes.ROLE, PartAttributes.QUESTION)),
                new Part.Text(answer, Map.of(PartAttributes.ROLE, PartAttributes.ANSWER)));
    }

    /** The text of an item's first part of a role; empty where there is none. */
    public static String text(Sample item, String role) {
        return item.parts().stream()
                .filter(part -> part instanceof Part.Text && role.equals(part.attributes().get(PartAttributes.ROLE)))
                .map(part -> ((Part.Text) part).text())
                .findFirst()
                .orElse("");
    }

    /** Whether an item stands: its question has an answer, and it is the one that the item gives. */
    public static Optional<String> fault(Sample item, Optional<String> answer) {
        return answer.filter(text(item, PartAttributes.ANSWER)::equals).isPresent()
                ? Optional.empty()
                : Optional.of("answer not confirmed");
    }
}
