package dev.tandem.operators.creators.scenes;

import dev.tandem.core.model.Sample;
import dev.tandem.core.operator.OperatorName;
import dev.tandem.core.operator.SampleView;
import dev.tandem.core.operator.Setting;
import dev.tandem.core.operator.SettingGroup;
import dev.tandem.core.operator.VerifyingCreator;
import dev.tandem.operators.creators.Lineage;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/**
 * Draws scenes of coloured shapes, none touching another, and asks how many there are of a colour, a shape or a size, sometimes of
 * what there is none. Each answer is counted once more by other code, and refused where the two differ. What a sample holds does not
 * matter: scenes follow from its id and the seed. Metadata has the scene as {@code scene}, a line for each shape: colour, shape, size,
 * x and y, separated by tabs; the picture has them as regions, for {@code marked_regions}. The bytes depend on the release of the JDK,
 * which rasterizes and writes PNG files.
 */
@OperatorName("counting_scenes")
public final class CountingScenesCreator implements VerifyingCreator {
    private final Params params;
    private final Lineage lineage;
    private final SceneItems items;

    public CountingScenesCreator(Params params) {
        this.params = params;
        this.lineage = Lineage.of(CountingScenesCreator.class, params.each().seed(), params.each().round());
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
            @Setting(value = "3", min = 1, max = 100) int minObjects,
            @Setting(value = "12", min = 1, max = 100) int maxObjects) {
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
        int count = params.minObjects() + random.nextInt(params.maxObjects() - params.minObjects() + 1);
        // Few colours and shapes, so that there are several of one.
        int colours = 2 + random.nextInt(3);
        int shapes = 1 + random.nextInt(3);
        int firstColour = random.nextInt(Colour.values().length);
        int firstShape = random.nextInt(Shape.values().length);
        List<Thing> things = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            things.add(new Thing(
                    Colour.values()[(firstColour + random.nextInt(colours)) % Colour.values().length],
                    Shape.values()[(firstShape + random.nextInt(shapes)) % Shape.values().length],
                    random.nextBoolean(), 0, 0));
        }
        return Scene.place(params.each().size(), things, random);
    }

    List<SceneQuestion> questions(Scene scene, Random random) {
        List<SceneQuestion> questions = new ArrayList<>();
        for (int tries = 0; questions.size() < params.each().questions() && tries < 4 * params.each().questions(); tries++) {
            SceneQuestion question = SceneQuestion.count(scene, random);
            if (!questions.contains(question)) {
                questions.add(question);
            }
        }
        return questions;
    }

    @Override
    public Optional<String> fault(Sample made) {
        return SceneItems.fault(made);
    }
}
