package dev.tandem.operators.creators.scenes;

import dev.tandem.core.model.Part;
import dev.tandem.core.model.PartAttributes;
import dev.tandem.core.model.Sample;
import dev.tandem.core.operator.Creator;
import dev.tandem.operators.creators.ItemMetadata;
import dev.tandem.operators.creators.Lineage;
import dev.tandem.operators.creators.QuestionItem;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Items of questions on scenes; metadata has the scene. */
record SceneItems(Lineage lineage) {
    void accept(Sample parent, int number, Scene scene, List<SceneQuestion> questions, Creator.Output out) {
        Part.Media picture = scene.draw();
        for (int i = 0; i < questions.size(); i++) {
            Map<String, String> metadata = lineage.metadata(parent);
            metadata.put(ItemMetadata.SCENE, scene.text());
            out.accept(Sample.of(
                    parent.source() + "#" + lineage.operator().value() + "-" + number + "-question-" + (i + 1),
                    List.of(parent.id()), metadata,
                    QuestionItem.parts(picture, questions.get(i).question(), questions.get(i).answer())));
        }
    }

    static Optional<String> fault(Sample made) {
        return QuestionItem.fault(made, SceneAnswerCheck.answer(
                made.metadata().getOrDefault(ItemMetadata.SCENE, ""), QuestionItem.text(made, PartAttributes.QUESTION)));
    }
}
