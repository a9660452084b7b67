package dev.tandem.operators.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tandem.core.error.TandemException;
import dev.tandem.core.model.Digest;
import dev.tandem.core.model.MediaContent;
import dev.tandem.core.model.Modality;
import dev.tandem.core.model.Part;
import dev.tandem.core.model.Sample;
import dev.tandem.operators.testing.FilterRun;
import dev.tandem.operators.testing.TestImages;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ImageSizeFilterTest {
    private static Sample files(int... sizes) {
        return Sample.read("files", Map.of(), Arrays.stream(sizes)
                .<Part>mapToObj(size -> new Part.Media(
                        Modality.IMAGE,
                        "image/png",
                        MediaContent.stored(Digest.of("" + size), size, () -> {
                            throw new AssertionError("the file need not be read");
                        }),
                        Map.of()))
                .toList());
    }

    private static String decision(Map<String, Object> params, Sample sample) {
        return new FilterRun("image_size", params).decision(sample);
    }

    @ParameterizedTest
    @CsvSource({"1KB, 1024", "1 kib, 1024", "1.5KB, 1536", "2mb, 2097152", "1024, 1024", "0, 0", "1B, 1", "0.5GB, 536870912"})
    void sizesHaveUnitsOf1024(String size, int bytes) {
        assertThat(decision(Map.of("min_size", size), files(bytes))).isEqualTo("keep");
        assertThat(decision(Map.of("max_size", size), files(bytes))).isEqualTo("keep");
        assertThat(decision(Map.of("min_size", size), files(bytes - 1))).isEqualTo("image size outside limits");
        assertThat(decision(Map.of("max_size", size), files(bytes + 1))).isEqualTo("image size outside limits");
    }

    @Test
    void oneGoodImageIsEnoughUnlessAllAreAskedFor() {
        assertThat(decision(Map.of("min_size", 100), files(99, 100))).isEqualTo("keep");
        assertThat(decision(Map.of("min_size", 100, "any_or_all", "all"), files(99, 100)))
                .isEqualTo("image size outside limits");
        assertThat(decision(Map.of("min_size", 100), files())).isEqualTo("keep");
    }

    @Test
    void theSizesAreTheFeature() {
        assertThat((double[]) new FilterRun("image_size", Map.of()).of(files(7, 9)).values().get("image_sizes"))
                .containsExactly(7, 9);
        assertThat(new FilterRun("image_size", Map.of()).numbers(TestImages.file("one.png"), "image_sizes"))
                .isEqualTo(List.of(69.0));
    }

    @ParameterizedTest
    @CsvSource({"many", "-1KB", "1XB", "1KB2", "''", "KB", "1..5KB"})
    void whatIsNoSizeIsRefused(String size) {
        assertThatThrownBy(() -> decision(Map.of("max_size", size), files(1)))
                .isInstanceOf(TandemException.class)
                .hasMessageContainingAll("'image_size'", "'max_size'", "must be a size");
    }
}
