package dev.tandem.operators.alignment;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.core.model.Part;
import dev.tandem.core.model.Sample;
import dev.tandem.operators.testing.TestImages;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Images of pages and their sentences, as directions in a plane. */
class SentenceAssignmentTest {

    private static float[][] directions(int... degrees) {
        return Arrays.stream(degrees)
                .mapToObj(degree -> new float[] {
                    3 * (float) Math.cos(Math.toRadians(degree)), 3 * (float) Math.sin(Math.toRadians(degree))
                })
                .toArray(float[][]::new);
    }

    /** Both are nearest to the first sentence, and one has to go elsewhere. */
    @Test
    void eachImageHasASentenceOfItsOwn() {
        SentenceAssignment found = SentenceAssignment.of(directions(11, 9, 80), directions(10, 16, 80));
        assertThat(found.sentence()).containsExactly(1, 0, 2);
        assertThat(found.similarity()).containsExactly(0.9962, 0.9998, 1);
    }

    @Test
    void imagesThatAreLeftOverGoWhereTheyFitBest() {
        SentenceAssignment found = SentenceAssignment.of(directions(12, 10, 49), directions(10, 50));
        assertThat(found.sentence()).containsExactly(0, 0, 1);
        assertThat(found.similarity()[1]).isEqualTo(1);
        assertThat(found.similarity()[0]).isLessThan(1);
    }

    @Test
    void aVectorWithoutADirectionIsLikeNone() {
        assertThat(SentenceAssignment.of(new float[][] {{0, 0}}, directions(10, 50)).similarity()).containsExactly(0);
    }

    @Test
    void sentencesAreThoseOfAllPartsInTheirOrder() {
        Sample page = Sample.read("page", Map.of(), List.of(
                new Part.Text(" One is here. Two is\nthere!"), TestImages.part(TestImages.png(2, 2), Map.of()), new Part.Text("  "),
                new Part.Text("Three ends")));
        assertThat(SentenceAssignment.sentences(page, 100)).containsExactly("One is here.", "Two is\nthere!", "Three ends");
        assertThat(SentenceAssignment.sentences(page, 2)).containsExactly("One is here.", "Two is\nthere!");
    }
}
