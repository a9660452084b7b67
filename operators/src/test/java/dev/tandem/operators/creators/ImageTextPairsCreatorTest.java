package dev.tandem.operators.creators;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tandem.core.model.Part;
import dev.tandem.core.model.PartAttributes;
import dev.tandem.core.model.Sample;
import dev.tandem.core.model.SampleMetadata;
import dev.tandem.operators.testing.CreatorRun;
import dev.tandem.operators.testing.TestImages;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class ImageTextPairsCreatorTest {
    private static final byte[] IMAGE = TestImages.file("one.png");

    private static Sample page(Part... parts) {
        return Sample.read("page", Map.of(SampleMetadata.TITLE, "T"), List.of(parts));
    }

    private static Part image(String alt, String caption) {
        return TestImages.part(IMAGE, Map.of(PartAttributes.ALT, alt, PartAttributes.CAPTION, caption));
    }

    @Test
    void aDescribedImageBecomesAPairWithItsParent() {
        Sample page = page(new Part.Text("text"), image("a green bridge", ""));
        Sample pair = CreatorRun.of("image_text_pairs", Map.of(), page).made().getFirst();

        assertThat(pair.source()).isEqualTo("page#image-1");
        assertThat(pair.parents()).containsExactly(page.id());
        assertThat(pair.metadata()).isEqualTo(Map.of(
                SampleMetadata.TITLE, "T", SampleMetadata.ACTOR, "operator:image_text_pairs", SampleMetadata.OPERATOR,
                "image_text_pairs@2"));
        assertThat(pair.parts()).containsExactly(
                image("a green bridge", ""),
                new Part.Text("a green bridge", Map.of(PartAttributes.ROLE, PartAttributes.DESCRIPTION)));
    }

    @Test
    void theFirstAttributeThatIsThereDescribes() {
        Sample page = page(image("the alt", "the caption"), image(" ", "only caption"));

        assertThat(CreatorRun.of("image_text_pairs", Map.of(), page).made()).extracting(Sample::text)
                .containsExactly("the alt", "only caption");
        assertThat(CreatorRun.of("image_text_pairs", Map.of("describe_by", List.of("caption")), page).made())
                .extracting(Sample::text)
                .containsExactly("the caption", "only caption");
    }

    @Test
    void imagesWithoutAGoodDescriptionAreRefused() {
        Sample page = page(
                image("", ""), image("abcd", ""), image("\ud83d\ude00\ud83d\ude00\ud83d\ude00\ud83d\ude00", ""),
                image("abcde", ""));
        CreatorRun run = CreatorRun.of("image_text_pairs", Map.of(), page);

        assertThat(run.made()).extracting(Sample::text).containsExactly("abcde");
        assertThat(run.refused())
                .containsExactly("image without description", "description too short", "description too short");
    }

    @Test
    void twoImagesOfOneDescriptionAreTwoPairs() {
        assertThat(CreatorRun.of("image_text_pairs", Map.of(), page(image("a bridge", ""), image("a bridge", "")))
                .made())
                .extracting(Sample::id)
                .hasSize(2)
                .doesNotHaveDuplicates();
    }

    @Test
    void anUnknownAttributeIsRefused() {
        assertThatThrownBy(() -> CreatorRun.of("image_text_pairs", Map.of("describe_by", List.of("atl")), page()))
                .hasMessageContaining("describe_by")
                .hasMessageContaining("atl");
    }
}
