package dev.tandem.operators.creators.scenes;

import dev.tandem.core.model.Sample;
import dev.tandem.core.operator.OperatorName;
import dev.tandem.core.operator.SampleView;
import dev.tandem.core.operator.Setting;
import dev.tandem.core.operator.SettingGroup;
import dev.tandem.core.operator.VerifyingCreator;
import dev.tandem.operators.creators.Lineage;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/**
 * Draws scenes of coloured shapes, no two alike and none touching another, and asks whether one is left of, right of, above or below
 * another, what is between two, which colour a shape has, and which shape a colour. Sides are asked about only where they are clear,
 * by 20 pixels at least. Each answer is found once more by other code, and refused where the two differ. What a sample holds does not
 * matter: scenes follow from its id and the seed. Metadata and bytes are as {@code counting_scenes} has them.
 */
@OperatorName("spatial_scenes")
public final class SpatialScenesCreator implements VerifyingCreator {
    private static final int TRIES = 12;

    private final Params params;
    private final Lineage lineage;
    private final SceneItems items;

    public SpatialScenesCreator(Params params) {
        this.params = params;
        this.lineage = Lineage.of(SpatialScenesCreator.class, params.each().seed(), params.each().round());
        this.items = new SceneItems(lineage);
    }

    /**
     * What is drawn.
     *
     * @param each which scenes, and how many questions
     * @param minObjects fewest shapes of a scene
     * @param maxObjects most shapes of a scene
     */
    public record Params(
            @SettingGroup SceneSettings each,
            @Setting(value = "3", min = 2, max = 40) int minObjects,
            @Setting(value = "7", min = 2, max = 40) int maxObjects) {
        public Params {
            each.verify(minObjects, maxObjects);
        }
    }

    @Override
    public void create(SampleView parent, Output out) {
        for (int i = 1; i <= params.each().scenes(); i++) {
            Random random = lineage.random(parent.sample(), "scene " + i);
            Scene scene = scene(random);
            items.accept(parent.sample(), i, scene, questions(scene, random), out);
        }
    }

    Scene scene(Random random) {
        List<Thing> all = new ArrayList<>();
        for (Colour colour : Colour.values()) {
            for (Shape shape : Shape.values()) {
                all.add(new Thing(colour, shape, random.nextBoolean(), 0, 0));
            }
        }
        Collections.shuffle(all, random);
        int count = params.minObjects() + random.nextInt(params.maxObjects() - params.minObjects() + 1);
        return Scene.place(params.each().size(), all.subList(0, count), random);
    }

    List<SceneQuestion> questions(Scene scene, Random random) {
        List<SceneQuestion> questions = new ArrayList<>();
        for (int tries = 0; questions.size() < params.each().questions() && tries < TRIES * params.each().questions(); tries++) {
            Optional<SceneQuestion> question = switch (random.nextInt(4)) {
                case 0 -> SceneQuestion.between(scene, random);
                case 1 -> SceneQuestion.colour(scene, random);
                case 2 -> SceneQuestion.shape(scene, random);
                default -> SceneQuestion.side(scene, random);
            };
            question.filter(found -> !questions.contains(found)).ifPresent(questions::add);
        }
        return questions;
    }

    @Override
    public Optional<String> fault(Sample made) {
        return SceneItems.fault(made);
    }
}
