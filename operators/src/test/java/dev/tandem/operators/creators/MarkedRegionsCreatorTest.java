package dev.tandem.operators.creators;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.core.model.MediaContent;
import dev.tandem.core.model.Part;
import dev.tandem.core.model.PartAttributes;
import dev.tandem.core.model.Sample;
import dev.tandem.operators.testing.CreatorRun;
import dev.tandem.operators.testing.FilterRun;
import dev.tandem.operators.testing.TestImages;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class MarkedRegionsCreatorTest {
    private static Sample image(String regions) {
        return Sample.read("page", Map.of("k", "v"), List.of(
                TestImages.part(TestImages.png(80, 60), Map.of(PartAttributes.REGIONS, regions)), new Part.Text("A view.")));
    }

    private static CreatorRun mark(String regions, Map<String, Object> params) {
        return CreatorRun.of("marked_regions", params, image(regions));
    }

    private static MediaContent picture(Sample sample) {
        return ((Part.Media) sample.parts().getFirst()).content();
    }

    @Test
    void marksAreAskedAboutTogetherAndOneByOne() {
        List<Sample> made = mark("5\t5\t20\t20\ta mill\n40\t30\t30\t25\ta river", Map.of("questions", 9)).made();

        assertThat(made).extracting(item -> QuestionItem.text(item, PartAttributes.ANSWER))
                .containsExactlyInAnyOrder("1: a mill\n2: a river", "a mill", "a river");
        assertThat(made).allSatisfy(item -> {
            assertThat(item.metadata()).containsEntry("k", "v").containsEntry("verified", item.contentDigest().hex());
            assertThat(picture(item)).isEqualTo(picture(made.getFirst())).isNotEqualTo(picture(image("")));
        });
        assertThat(made.get(1).source()).startsWith("page#marks-1-mark-");
    }

    @Test
    void whereRegionsHaveNoNamesTextsAreKept() {
        Sample made = mark("5\t5\t20\t20\n0\t0\t9\t9\tname", Map.of()).made().getFirst();

        assertThat(made.text()).isEqualTo("A view.");
        assertThat(made.parts()).hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"5\t5\t20", "a\tb\tc\td", "80\t0\t5\t5\tx", "0\t0\t0\t9\tx", "-9\t0\t9\t9\tx", "99999999999\t0\t1\t1"})
    void whatIsNoRegionOfTheImageIsRefused(String regions) {
        assertThat(mark(regions, Map.of()).refused()).containsExactly("no region in the image");
    }

    @Test
    void noMoreAreMarkedThanSaidAndNoneIsTooLarge() {
        String many = "0\t0\t2147483647\t2147483647\tall\n".repeat(500);

        assertThat(QuestionItem.text(mark(many, Map.of("max_regions", 3)).made().getFirst(), PartAttributes.ANSWER))
                .isEqualTo("1: all\n2: all\n3: all");
    }

    @Test
    void thingsOfScenesAreMarked() {
        Sample scene = CreatorRun.of("spatial_scenes", Map.of(), FilterRun.text("a")).made().getFirst();
        CreatorRun run = CreatorRun.of("marked_regions", Map.of(), scene);

        assertThat(run.made()).hasSize(2);
        assertThat(QuestionItem.text(run.made().getFirst(), PartAttributes.ANSWER).lines())
                .hasSameSizeAs(scene.metadata().get("scene").lines().toList());
    }
}
