package dev.tandem.operators.selection;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.core.model.Sample;
import dev.tandem.operators.testing.SelectorRun;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RandomSelectorTest {
    private static final List<String> TEXTS = IntStream.range(0, 1_000).mapToObj(i -> "text " + i).toList();

    private static List<Sample> drawn(List<String> texts, Map<String, Object> params) {
        SelectorRun run = SelectorRun.ofTexts("random", params, texts);
        return run.kept().stream().map(run.samples()::get).toList();
    }

    @Test
    void asManyAreDrawnAsAskedFor() {
        assertThat(drawn(TEXTS, Map.of())).hasSize(1_000);
        assertThat(drawn(TEXTS, Map.of("select_ratio", 0.25))).hasSize(250);
        assertThat(drawn(TEXTS, Map.of("select_ratio", 0.25, "select_num", 10))).hasSize(10);
        assertThat(drawn(TEXTS, Map.of("select_ratio", 0.0015))).hasSize(1);
        assertThat(drawn(TEXTS, Map.of("select_num", 0))).isEmpty();
        assertThat(drawn(List.of(), Map.of())).isEmpty();
    }

    @Test
    void theSeedSaysWhichAndASmallerDrawLiesWithinALarger() {
        List<Sample> hundred = drawn(TEXTS, Map.of("select_num", 100));

        assertThat(drawn(TEXTS, Map.of("select_num", 50))).isSubsetOf(hundred);
        assertThat(drawn(TEXTS, Map.of("select_num", 100, "seed", 7))).hasSize(100).isNotEqualTo(hundred);
        // A tenth of each half, give or take.
        assertThat(hundred).filteredOn(sample -> TEXTS.indexOf(sample.text()) < 500).hasSizeBetween(30, 70);
    }
}
