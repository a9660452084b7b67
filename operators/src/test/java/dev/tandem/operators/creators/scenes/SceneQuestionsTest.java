package dev.tandem.operators.creators.scenes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tandem.core.model.Part;
import dev.tandem.core.model.PartAttributes;
import dev.tandem.core.model.Sample;
import dev.tandem.operators.creators.QuestionItem;
import dev.tandem.operators.testing.CreatorRun;
import dev.tandem.operators.testing.FilterRun;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class SceneQuestionsTest {
    private static final String SCENE = "red\tcircle\tlarge\t40\t40\nblue\tsquare\tsmall\t110\t45\ngreen\tcircle\tsmall\t180\t200";
    private static final int PLENTY = 2_000;

    /** What a question means, told again by patterns over it. */
    private static String answer(Scene scene, String question) {
        Matcher count = Pattern.compile("How many (large |small )?([a-z]+ )?([a-z]+) are there\\?").matcher(question);
        if (count.matches()) {
            return String.valueOf(scene.things().stream()
                    .filter(thing -> count.group(1) == null || count.group(1).equals("large ") == thing.large())
                    .filter(thing -> count.group(2) == null || count.group(2).strip().equals(thing.colour().word()))
                    .filter(thing -> count.group(3).equals("shapes") || count.group(3).equals(thing.shape().plural()))
                    .count());
        }
        Map<String, Thing> things = scene.things().stream().collect(Collectors.toMap(Thing::name, thing -> thing, (a, b) -> a));
        Matcher side = Pattern.compile("Is the (\\w+ \\w+) (left of|right of|above|below) the (\\w+ \\w+)\\?").matcher(question);
        if (side.matches()) {
            Thing one = things.get(side.group(1));
            Thing other = things.get(side.group(3));
            boolean holds = switch (side.group(2)) {
                case "left of" -> one.x() < other.x();
                case "right of" -> one.x() > other.x();
                case "above" -> one.y() < other.y();
                default -> one.y() > other.y();
            };
            return holds ? "yes" : "no";
        }
        Matcher between = Pattern.compile(
                "Which shape is between the (\\w+ \\w+) and the (\\w+ \\w+), seen from (left|top) to \\w+\\?").matcher(question);
        if (between.matches()) {
            boolean across = between.group(3).equals("left");
            Map<Integer, String> ordered = new TreeMap<>();
            scene.things().forEach(thing -> ordered.merge(across ? thing.x() : thing.y(), thing.name(), (a, b) -> a + "+" + b));
            List<String> names = List.copyOf(ordered.values());
            int from = names.indexOf(between.group(1));
            assertThat(names.indexOf(between.group(2))).isEqualTo(from + 2);
            return names.get(from + 1);
        }
        String word = question.substring(question.lastIndexOf(' ') + 1, question.length() - 1);
        List<Thing> found = scene.things().stream()
                .filter(thing -> thing.shape().word().equals(word) || thing.colour().word().equals(word)).toList();
        assertThat(found).as(question).hasSize(1);
        return question.contains("colour") ? found.getFirst().colour().word() : found.getFirst().shape().word();
    }

    @Test
    void thousandsOfAnswersAreAllRightAndNoTwoItemsAlike() {
        CountingScenesCreator counting = new CountingScenesCreator(
                new CountingScenesCreator.Params(new SceneSettings(1, 5, 288, 1, 0), 1, 16));
        SpatialScenesCreator spatial = new SpatialScenesCreator(
                new SpatialScenesCreator.Params(new SceneSettings(1, 5, 288, 1, 0), 2, 9));
        Random random = new Random(3);
        Set<String> items = new HashSet<>();
        Set<String> answers = new HashSet<>();
        for (int i = 0; i < PLENTY; i++) {
            Scene scene = i % 2 == 0 ? counting.scene(random) : spatial.scene(random);
            for (SceneQuestion question : i % 2 == 0 ? counting.questions(scene, random) : spatial.questions(scene, random)) {
                assertThat(SceneAnswerCheck.answer(scene.text(), question.question())).contains(question.answer());
                assertThat(answer(scene, question.question())).as(question.question() + "\n" + scene.text())
                        .isEqualTo(question.answer());
                assertThat(items.add(scene.text() + question.question())).isTrue();
                answers.add(question.answer());
            }
        }
        assertThat(items).hasSizeGreaterThan(3 * PLENTY);
        assertThat(answers).contains("0", "1", "yes", "no", "purple", "star", "black cross");
    }

    @Test
    void noThingTouchesAnotherNorTheEdge() {
        SpatialScenesCreator creator = new SpatialScenesCreator(
                new SpatialScenesCreator.Params(new SceneSettings(1, 1, 288, 1, 0), 16, 16));
        Random random = new Random(5);
        for (int i = 0; i < 50; i++) {
            List<Thing> things = creator.scene(random).things();
            assertThat(things).hasSize(16);
            for (Thing one : things) {
                assertThat(List.of(one.x(), one.y())).allMatch(at -> at - one.radius() > 0 && at + one.radius() < 288);
                assertThat(things).allMatch(other -> other == one
                        || Math.hypot(one.x() - other.x(), one.y() - other.y()) > one.radius() + other.radius());
            }
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '!', value = {
        "How many circles are there?!2", "How many shapes are there?!3", "How many small shapes are there?!2",
        "How many red stars are there?!0", "Is the red circle left of the blue square?!yes",
        "Is the red circle below the green circle?!no", "Is the green circle right of the red circle?!yes",
        "Is the red circle above the blue square?!", "Is the red star above the blue square?!",
        "Which shape is between the red circle and the green circle, seen from left to right?!blue square",
        "Which shape is between the green circle and the red circle, seen from left to right?!",
        "What colour is the square?!blue", "What colour is the circle?!", "What is the shape that is green?!circle", "Who are you?!",
        "Which shape is between the red circle?!", "Is the red circle?!"
    })
    void onlyASingleAnswerIsGiven(String question, String answer) {
        assertThat(SceneAnswerCheck.answer(SCENE, question).orElse(null)).isEqualTo(answer);
    }

    @ParameterizedTest
    @ValueSource(strings = {"counting_scenes", "spatial_scenes"})
    void itemsHaveTheirSceneAndItsRegions(String name) {
        CreatorRun run = CreatorRun.of(name, Map.of("scenes", 2), FilterRun.text("a"));
        Sample made = run.made().getFirst();
        Part.Media picture = (Part.Media) made.parts().getFirst();

        assertThat(run.refused()).isEmpty();
        assertThat(run.made()).extracting(item -> item.metadata().get("scene")).containsOnly(
                made.metadata().get("scene"), run.made().getLast().metadata().get("scene")).doesNotContainNull();
        assertThat(made.source()).endsWith("#" + name + "-1-question-1");
        assertThat(made.metadata()).containsEntry("actor", "operator:" + name).containsEntry("verified", made.contentDigest().hex());
        assertThat(picture.attributes().get(PartAttributes.REGIONS).lines()).hasSameSizeAs(made.metadata().get("scene").lines().toList());
        assertThat(picture.content().size()).isLessThan(20_000);
        assertThat(QuestionItem.text(made, PartAttributes.ANSWER)).isNotBlank();
    }

    @Test
    void moreShapesThanThereIsRoomForAreRefused() {
        assertThatThrownBy(() -> CreatorRun.of("counting_scenes", Map.of("max_objects", 17), FilterRun.text("a")))
                .hasMessageContaining("'max_objects'");
        assertThatThrownBy(() -> CreatorRun.of("spatial_scenes", Map.of("min_objects", 9), FilterRun.text("a")))
                .hasMessageContaining("'min_objects'");
    }
}
