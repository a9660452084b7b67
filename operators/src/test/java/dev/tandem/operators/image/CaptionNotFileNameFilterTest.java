package dev.tandem.operators.image;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.core.model.Part;
import dev.tandem.core.model.PartAttributes;
import dev.tandem.core.model.Sample;
import dev.tandem.operators.testing.FilterRun;
import dev.tandem.operators.testing.TestImages;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class CaptionNotFileNameFilterTest {
    private static String decision(String url, String description) {
        Sample pair = Sample.read("pair", Map.of(), List.of(
                TestImages.part(TestImages.file("one.png"), Map.of(PartAttributes.URL, url)),
                new Part.Text(description)));
        return new FilterRun("caption_not_file_name", Map.of()).decision(pair);
    }

    @ParameterizedTest
    @CsvSource({
        "img/bridge.png, bridge.png", "img/bridge.png, Bridge", "img/bridge.png, other.JPG", "img/a.png, IMG_0001",
        "img/a.png, figure 12", "img/a.png, Untitled", "img/a.png, 42", "img/a.png, dsc-77.tiff"
    })
    void aFileNameIsNoDescription(String url, String description) {
        assertThat(decision(url, description)).isEqualTo("description is a file name");
    }

    @ParameterizedTest
    @CsvSource({"img/bridge.png, a bridge", "img/a.png, figure of a bridge", "img/a.png, see bridge.png",
            "img/a.png, bridges 1 and 2"})
    void wordsAreADescription(String url, String description) {
        assertThat(decision(url, description)).isEqualTo("keep");
    }

    @Test
    void samplesWithoutImageOrTextStay() {
        FilterRun run = new FilterRun("caption_not_file_name", Map.of());

        assertThat(run.decision("bridge.png")).isEqualTo("keep");
        assertThat(run.decision(TestImages.sample(TestImages.file("one.png")))).isEqualTo("keep");
    }
}
