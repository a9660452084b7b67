package dev.tandem.operators.judges;

import dev.tandem.core.error.SampleFailedException;
import dev.tandem.core.inference.Prompt;
import dev.tandem.core.model.Part;
import dev.tandem.core.model.PartAttributes;
import dev.tandem.core.operator.MediaLimits;
import dev.tandem.core.operator.SampleView;
import dev.tandem.core.prompt.PromptValue;
import dev.tandem.operators.generative.Pictures;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A sample as judges see it.
 *
 * @param question empty where there is none
 * @param answers parts with the role of an answer; where there are none, one: the description of its picture, or all of its text
 * @param places of the parts that the answers are
 * @param evidence other text that is neither question nor answer
 * @param pictures the first few of it
 */
record Exchange(String question, List<String> answers, List<Integer> places, String evidence, PromptValue.Images pictures) {
    private static final int MOST_PICTURES = 8;

    /** @param looks whether judges are shown the pictures */
    static Exchange of(SampleView sample, MediaLimits limits, boolean looks) throws SampleFailedException {
        List<Part> parts = sample.parts();
        List<Integer> places = places(parts);
        List<String> answers = places.stream().map(place -> ((Part.Text) parts.get(place)).text()).toList();
        List<Prompt.Image> pictures = new ArrayList<>();
        for (Part part : looks ? parts : List.<Part>of()) {
            if (part instanceof Part.Media media && Pictures.isPicture(media) && pictures.size() < MOST_PICTURES) {
                pictures.add(Pictures.image(media, limits));
            }
        }
        String evidence = IntStream.range(0, parts.size())
                .filter(place -> parts.get(place) instanceof Part.Text && !places.contains(place))
                .filter(place -> !hasRole(parts.get(place), PartAttributes.QUESTION))
                .mapToObj(place -> ((Part.Text) parts.get(place)).text())
                .collect(Collectors.joining("\n\n"));
        return new Exchange(texts(parts, PartAttributes.QUESTION), answers, places, evidence, new PromptValue.Images(pictures));
    }

    private static List<Integer> places(List<Part> parts) {
        for (String role : List.of(PartAttributes.ANSWER, PartAttributes.DESCRIPTION)) {
            List<Integer> places = places(parts, role);
            if (!places.isEmpty()) {
                return role.equals(PartAttributes.ANSWER) ? places : places.subList(0, 1);
            }
        }
        for (int place = 0; place < parts.size(); place++) {
            if (parts.get(place) instanceof Part.Text && !hasRole(parts.get(place), PartAttributes.QUESTION)) {
                return List.of(place);
            }
        }
        return List.of();
    }

    private static List<Integer> places(List<Part> parts, String role) {
        List<Integer> places = new ArrayList<>();
        for (int place = 0; place < parts.size(); place++) {
            if (parts.get(place) instanceof Part.Text && hasRole(parts.get(place), role)) {
                places.add(place);
            }
        }
        return places;
    }

    private static boolean hasRole(Part part, String role) {
        return role.equals(part.attributes().get(PartAttributes.ROLE));
    }

    private static String texts(List<Part> parts, String role) {
        return places(parts, role).stream().map(place -> ((Part.Text) parts.get(place)).text()).collect(Collectors.joining("\n\n"));
    }

    /** The one answer that is judged: all of them where there are several; blank where there is none. */
    String answer() {
        return String.join("\n\n", answers);
    }

    PromptValue.Text asked() {
        return new PromptValue.Text(question);
    }
}
