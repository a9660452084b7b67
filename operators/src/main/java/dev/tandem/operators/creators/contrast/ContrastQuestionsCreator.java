package dev.tandem.operators.creators.contrast;

import dev.tandem.core.model.Modality;
import dev.tandem.core.model.Part;
import dev.tandem.core.model.PartAttributes;
import dev.tandem.core.model.Sample;
import dev.tandem.core.operator.OperatorName;
import dev.tandem.core.operator.SampleView;
import dev.tandem.core.operator.Setting;
import dev.tandem.core.operator.VerifyingCreator;
import dev.tandem.operators.creators.DataTable;
import dev.tandem.operators.creators.ItemMetadata;
import dev.tandem.operators.creators.Lineage;
import dev.tandem.operators.creators.QuestionItem;
import dev.tandem.operators.creators.scenes.SceneWords;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;

/**
 * Asks for yes and for no about what is known exactly, as many times each, so that a model learns to deny: the negatives of LRV, on its
 * three levels. {@code object}: what is asked about is not there; {@code attribute}: it is there, with another colour or value;
 * {@code knowledge}: what would follow from all of it, a number or which is the largest, is changed. Of a pair both questions stand, or
 * none. It asks about items of {@code counting_scenes} and {@code spatial_scenes} and their pictures, about those of
 * {@code chart_questions} and their charts, and about tables of any sample. Metadata has the level as {@code contrast}. Answers are
 * found once more by other code. Items that were made of the same picture can lead to the same question twice: {@code exact} after it
 * keeps one.
 */
@OperatorName("contrast_questions")
public final class ContrastQuestionsCreator implements VerifyingCreator {
    private final Params params;
    private final Lineage lineage;
    private final List<Level> levels;

    public ContrastQuestionsCreator(Params params) {
        this.params = params;
        this.lineage = Lineage.of(ContrastQuestionsCreator.class, params.seed(), params.round());
        this.levels = Arrays.stream(Level.values()).filter(level -> params.levels().contains(level.word())).toList();
    }

    /**
     * How many pairs of what kinds.
     *
     * @param pairs of a yes and a no, for each level and each picture or table
     * @param levels what is wrong where the answer is no: object, attribute, knowledge
     * @param seed another seed asks about something else
     * @param round number of the round of development that items are made in; 0 for none
     */
    public record Params(
            @Setting(value = "1", min = 1, max = 100) int pairs,
            @Setting("object,attribute,knowledge") List<String> levels,
            @Setting("42") long seed,
            @Setting(value = "0", min = 0, max = 1_000_000) int round) {
        private static final List<String> KNOWN = Arrays.stream(Level.values()).map(Level::word).toList();

        public Params {
            if (levels.isEmpty() || !KNOWN.containsAll(levels) || Set.copyOf(levels).size() < levels.size()) {
                throw new IllegalArgumentException("'levels' must name some of " + KNOWN + ", none twice; found " + levels);
            }
        }
    }

    @Override
    public void create(SampleView parent, Output out) {
        Sample sample = parent.sample();
        Optional<Part.Media> picture =
                parent.media().stream().filter(media -> media.modality() == Modality.IMAGE).findFirst();
        String scene = sample.metadata().getOrDefault(ItemMetadata.SCENE, "");
        if (picture.isPresent() && SceneWords.isScene(scene)) {
            ask(sample, picture.get(), SceneFacts.of(scene, SceneWords.colours(), SceneWords.shapes()), "picture", out);
        } else if (picture.isPresent() && sample.metadata().containsKey(ItemMetadata.TABLE)) {
            Part.Text table = new Part.Text(sample.metadata().get(ItemMetadata.TABLE));
            ask(sample, picture.get(), DataTable.of(table), "chart", out);
        } else {
            int number = 0;
            for (Part part : sample.parts()) {
                if (part instanceof Part.Text text && PartAttributes.TABLE.equals(text.attributes().get(PartAttributes.ROLE))) {
                    ask(sample, text, DataTable.of(text), "table-" + ++number, out);
                }
            }
        }
    }

    private void ask(Sample parent, Part about, DataTable table, String name, Output out) {
        switch (table) {
            case DataTable.Unusable unusable -> out.refuse(unusable.reason());
            case DataTable.Usable usable -> ask(parent, about, new TableFacts(usable), name, out);
        }
    }

    private void ask(Sample parent, Part about, Facts facts, String name, Output out) {
        Random random = lineage.random(parent, name);
        for (Level level : levels) {
            for (int pair = 1; pair <= params.pairs(); pair++) {
                String place = parent.source() + "#contrast-" + name + "-" + level.word() + "-" + pair;
                Optional<Facts.Contrast> contrast = facts.contrast(level, random);
                if (contrast.isEmpty()) {
                    out.refuse("nothing to contrast");
                    continue;
                }
                List<Sample> both = List.of(
                        item(parent, about, level, place, contrast.get().yes(), "yes"),
                        item(parent, about, level, place, contrast.get().no(), "no"));
                Optional<String> fault = both.stream().flatMap(item -> fault(item).stream()).findFirst();
                both.forEach(item -> fault.ifPresentOrElse(out::refuse, () -> out.accept(item)));
            }
        }
    }

    private Sample item(Sample parent, Part about, Level level, String place, String question, String answer) {
        Map<String, String> metadata = lineage.metadata(parent);
        metadata.put(ItemMetadata.CONTRAST, level.word());
        return Sample.of(place + "-" + answer, List.of(parent.id()), metadata, QuestionItem.parts(about, question, answer));
    }

    @Override
    public Optional<String> fault(Sample made) {
        String question = QuestionItem.text(made, PartAttributes.QUESTION);
        String table = QuestionItem.text(made, PartAttributes.TABLE);
        Optional<String> answer = !table.isEmpty()
                ? FactCheck.ofTable(table, question)
                : made.metadata().containsKey(ItemMetadata.SCENE)
                        ? FactCheck.ofScene(made.metadata().get(ItemMetadata.SCENE), question)
                        : FactCheck.ofTable(made.metadata().getOrDefault(ItemMetadata.TABLE, ""), question);
        return QuestionItem.fault(made, answer);
    }
}
