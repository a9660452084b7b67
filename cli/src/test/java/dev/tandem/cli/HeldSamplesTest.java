package dev.tandem.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tandem.core.error.ErrorCode;
import dev.tandem.core.error.TandemException;
import dev.tandem.core.model.MediaContent;
import dev.tandem.core.model.Modality;
import dev.tandem.core.model.Part;
import dev.tandem.core.model.Sample;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class HeldSamplesTest {
    private static Sample sample(int number, Part part) {
        return Sample.read("pages.jsonl#" + number, Map.of(), List.of(part));
    }

    private static void add(HeldSamples held, int count, Part part) {
        for (int i = 1; i <= count; i++) {
            held.add(sample(i, part));
        }
    }

    @Test
    void whatIsBeyondTheLimitIsRefusedByNameWithWhatToDo() {
        HeldSamples held = new HeldSamples(3L << 20);
        add(held, 2, new Part.Text("x".repeat(700_000)));

        assertThatThrownBy(() -> held.add(sample(3, new Part.Text("x".repeat(700_000)))))
                .isInstanceOfSatisfying(TandemException.class, error -> assertThat(error.code()).isEqualTo(ErrorCode.MEMORY_LIMIT))
                .hasMessageContainingAll("Sample 3", "pages.jsonl#3", "3 MiB", "TANDEM_MEMORY", "tandem run");
        assertThat(held.samples()).hasSize(2);
    }

    @Test
    void picturesAndSamplesWithoutContentCountAsWell() {
        Part.Media picture = new Part.Media(Modality.IMAGE, "image/png", MediaContent.of(new byte[1 << 20]), Map.of());
        assertThatThrownBy(() -> add(new HeldSamples(3L << 20), 3, picture)).hasMessageContaining("Sample 3");
        assertThatThrownBy(() -> add(new HeldSamples(1L << 20), 1_000, new Part.Text(""))).hasMessageContaining("1 MiB");
    }
}
