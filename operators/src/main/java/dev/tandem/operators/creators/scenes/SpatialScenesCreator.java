package dev.tandem.operators.creators.scenes;

import dev.tandem.core.model.Sample;
import dev.tandem.core.operator.OperatorName;
import dev.tandem.core.operator.SampleView;
import dev.tandem.core.operator.Setting;
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
        this.lineage = Lineage.of(SpatialScenesCreator.class, params.seed(), params.round());
        this.items = new SceneItems(lineage);
    }

    /**
     * Which scenes, and how many questions.
     *
     * @param scenes for each sample
     * @param questions most questions for each scene
     * @param minObjects fewest shapes of a scene
     * @param maxObjects most shapes of a scene
     * @param size of the square picture, in pixels; a shape takes 72 by 72
     * @param seed another seed makes other scenes
     * @param round number of the round of development that items are made in; 0 for none
     */
    public record Params(
            @Setting(value = "1", min = 1, max = 1000) int scenes,
            @Setting(value = "3", min = 1, max = 20) int questions,
            @Setting(value = "3", min = 2, max = 40) int minObjects,
            @Setting(value = "7", min = 2, max = 40) int maxObjects,
            @Setting(value = "288", min = 144, max = 1024) int size,
            @Setting("42") long seed,
            @Setting(value = "0", min = 0, max = 1_000_000) int round) {
        public Params {
            if (minObjects > maxObjects || maxObjects > Scene.capacity(size)) {
                throw new IllegalArgumentException("'min_objects' must be at most 'max_objects', and that at most "
                        + Scene.capacity(size) + ", for which there is room in 'size'; found " + minObjects + " and " + maxObjects);
            }
        }
    }

    @Override
    public void create(SampleView parent, Output out) {
        for (int i = 1; i <= params.scenes(); i++) {
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
        return Scene.place(params.size(), all.subList(0, count), random);
    }

    List<SceneQuestion> questions(Scene scene, Random random) {
        List<SceneQuestion> questions = new ArrayList<>();
        for (int tries = 0; questions.size() < params.questions() && tries < TRIES * params.questions(); tries++) {
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
