package dev.tandem.operators.creators;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.core.model.PartAttributes;
import dev.tandem.core.model.Sample;
import dev.tandem.operators.testing.CreatorRun;
import dev.tandem.operators.testing.FilterRun;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class TextInImageCreatorTest {
    private static final String TEXT = "The mill stands by the river, and nobody has seen its wheel turn since the winter of 1871. "
            + "A carpenter from the next village keeps the roof dry.";

    private static CreatorRun write(Map<String, Object> params, String text) {
        return CreatorRun.of("text_in_image", params, FilterRun.text(text));
    }

    @Test
    void whatIsAskedForStandsInThePicture() {
        List<Sample> made = write(Map.of("pictures", 12, "questions", 8), TEXT).made();

        assertThat(made).hasSizeGreaterThan(36).allSatisfy(item -> {
            String written = item.metadata().get("written");
            String answer = QuestionItem.text(item, PartAttributes.ANSWER);
            assertThat(TEXT).contains(written.replace('\n', ' '));
            assertThat(written.lines()).hasSizeLessThanOrEqualTo(4).allMatch(line -> line.length() <= 28);
            String question = QuestionItem.text(item, PartAttributes.QUESTION);
            if (question.startsWith("How many")) {
                assertThat(answer).isEqualTo(String.valueOf(written.split("[ \n]").length));
            } else if (question.contains(" line?")) {
                assertThat(written.lines().toList().get(Arrays.asList("first", "second", "third", "fourth")
                        .indexOf(question.split(" ")[5]))).isEqualTo(answer);
            } else {
                assertThat(answer).isEqualTo(written);
            }
        });
        assertThat(made).extracting(Sample::contentDigest).doesNotHaveDuplicates();
        assertThat(made).isEqualTo(write(Map.of("pictures", 12, "questions", 8), TEXT).made());
    }

    @Test
    void picturesAreAsLargeAsTheirText() {
        Sample one = write(Map.of("max_rotation", 0, "max_lines", 1), "word").made().getFirst();
        Sample turned = write(Map.of("max_rotation", 45, "max_lines", 6, "max_chars", 80, "noise", 0.2), TEXT).made().getFirst();

        assertThat(one.metadata()).containsEntry("written", "word");
        assertThat(new FilterRun("image_uniform", Map.of()).of(one).decision().keep()).isTrue();
        double[] width = (double[]) new FilterRun("image_shape", Map.of()).of(turned).values().get("image_width");
        assertThat(width[0]).isGreaterThan(100);
    }

    @Test
    void wordsThatTheFontsHaveNotAreLeftOut() {
        assertThat(write(Map.of("max_lines", 1), "\u6771\u4eac plain \u05e9\u05dc").made().getFirst().metadata())
                .containsEntry("written", "plain");
        assertThat(write(Map.of(), "\u6771\u4eac " + "a".repeat(21)).refused()).containsExactly("no words to write");
        assertThat(write(Map.of(), "").refused()).containsExactly("no words to write");
    }
}
