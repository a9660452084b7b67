package dev.tandem.operators.creators;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.core.model.Part;
import dev.tandem.core.model.PartAttributes;
import dev.tandem.core.model.Sample;
import dev.tandem.core.operator.OperatorCatalog;
import dev.tandem.core.operator.OperatorContext;
import dev.tandem.operators.testing.CreatorRun;
import dev.tandem.operators.testing.TestImages;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class OneWordTripletsCreatorTest {
    private static Sample gallery(String... descriptions) {
        List<Part> parts = new ArrayList<>();
        for (int i = 0; i < descriptions.length; i++) {
            parts.add(TestImages.part(TestImages.png(5 + i, 5), Map.of(PartAttributes.ALT, descriptions[i])));
        }
        return Sample.read("gallery", Map.of("k", "v"), parts);
    }

    private static List<String> changes(List<Sample> made) {
        return made.stream().map(item -> {
            List<String> names = QuotedNames.of(((Part.Text) item.parts().get(1)).text()).names();
            return ((Part.Media) item.parts().getFirst()).attributes().get(PartAttributes.ALT) + " : " + names.getFirst() + " > "
                    + names.getLast() + " : " + ((Part.Media) item.parts().getLast()).attributes().get(PartAttributes.ALT);
        }).toList();
    }

    @Test
    void imagesWhoseDescriptionsDifferInOneWordAreChangedBothWays() {
        CreatorRun run = CreatorRun.of("one_word_triplets", Map.of(), gallery(
                "A red boat, at sea", "the mill", "a GREEN boat at sea", "a red boat at night", "a boat at sea", "A red boat at sea!"));

        assertThat(changes(run.made())).containsExactlyInAnyOrder(
                "A red boat, at sea : red > green : a GREEN boat at sea", "a GREEN boat at sea : green > red : A red boat, at sea",
                "A red boat, at sea : sea > night : a red boat at night", "a red boat at night : night > sea : A red boat, at sea",
                "a GREEN boat at sea : green > red : A red boat at sea!", "A red boat at sea! : red > green : a GREEN boat at sea",
                "a red boat at night : night > sea : A red boat at sea!", "A red boat at sea! : sea > night : a red boat at night");
        assertThat(run.refused()).isEmpty();
        assertThat(run.made()).extracting(Sample::id).doesNotHaveDuplicates();
        assertThat(run.made()).allSatisfy(item -> {
            assertThat(item.metadata()).containsEntry("k", "v").containsEntry("verified", item.contentDigest().hex());
            assertThat(item.parts()).extracting(part -> part.attributes().get(PartAttributes.ROLE))
                    .containsExactly(null, "change", "target");
        });
    }

    @Test
    void noMoreWordsArePairedThanSaidAndShortDescriptionsAreLeftOut() {
        String[] many = new String[60];
        for (int i = 0; i < many.length; i++) {
            many[i] = "boat number " + i;
        }

        assertThat(CreatorRun.of("one_word_triplets", Map.of("max_values", 7), gallery(many)).made()).hasSize(7 * 6);
        assertThat(CreatorRun.of("one_word_triplets", Map.of("min_words", 4), gallery(many)).made()).isEmpty();
        assertThat(CreatorRun.of("one_word_triplets", Map.of(), gallery("a red boat", "a red boat", "", "a blue old boat")).made())
                .isEmpty();
    }

    @Test
    void anotherWordThanTheOneThatDiffersIsAFault() {
        OneWordTripletsCreator creator = (OneWordTripletsCreator)
                OperatorCatalog.load().create("one_word_triplets", Map.of(), OperatorContext.withoutModels());
        Sample made = CreatorRun.of("one_word_triplets", Map.of(), gallery("a red boat", "a blue boat")).made().getFirst();
        List<Part> parts = new ArrayList<>(made.parts());
        parts.set(1, new Part.Text("Change \"red\" to \"green\".", Map.of(PartAttributes.ROLE, "change")));

        assertThat(creator.fault(made)).isEmpty();
        assertThat(creator.fault(made.withParts(parts))).contains("descriptions that do not differ in the one word");
        assertThat(creator.fault(made.withParts(parts.subList(0, 1)))).isPresent();
    }
}
