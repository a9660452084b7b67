package dev.tandem.operators.selection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tandem.operators.testing.SelectorRun;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class MetaclipBalanceSelectorTest {
    private static final List<String> ENTRIES = List.of("dog", "grey heron", "mill");

    /** A thousand dogs, of which the first hundred have a mill behind them, ten herons, and one of nothing. */
    private static List<String> texts() {
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < 1000; i++) {
            texts.add(i < 100 ? "A dog, and a mill." : "The dog! Number " + i);
        }
        for (int i = 0; i < 10; i++) {
            texts.add("a Grey-heron " + i);
        }
        texts.add("a heron that is grey; dogs");
        return texts;
    }

    private static SelectorRun run(Map<String, Object> params) {
        return SelectorRun.ofTexts("metaclip_balance", params, texts());
    }

    @Test
    void whatIsRareStaysWholeAndOfTheRestAboutAsManyAsSaid() {
        SelectorRun run = run(Map.of("entries", ENTRIES, "t", 100));
        List<Integer> kept = run.kept();

        assertThat(kept).filteredOn(row -> row < 100).hasSize(100);
        assertThat(kept).filteredOn(row -> row >= 100 && row < 1000).hasSizeBetween(60, 120);
        assertThat(kept).filteredOn(row -> row >= 1000).hasSize(10);
        assertThat(run.values("probability")).startsWith(1.0).contains(1 - 0.9);
        assertThat(run.values("entries")).startsWith(2.0).endsWith(1.0, 0.0);
        assertThat(run.reasons()).contains("entries too frequent").endsWith("no entry in the text");
    }

    @Test
    void chancesOfSeveralFrequentEntriesCount() {
        SelectorRun run = run(Map.of("entries", ENTRIES, "t", 50));

        assertThat(run.values("probability").getFirst()).isEqualTo(1 - 0.95 * 0.5);
        assertThat(run.kept()).filteredOn(row -> row < 100).hasSizeBetween(38, 67);
    }

    @Test
    void theSeedChoosesAndWhatSpeaksOfNothingCanStay() {
        Map<String, Object> params = Map.of("entries", ENTRIES, "t", 100);

        assertThat(run(params).kept()).isEqualTo(run(params).kept());
        assertThat(run(Map.of("entries", ENTRIES, "t", 100, "seed", 1)).kept()).isNotEqualTo(run(params).kept());
        assertThat(run(Map.of("entries", ENTRIES, "t", 1000, "unmatched", "keep")).kept()).hasSize(1011);
    }

    @Test
    void entriesThatAreAlikeOrTooLongAreRefused() {
        assertThatThrownBy(() -> run(Map.of("entries", List.of("a dog", "A-Dog")))).hasMessageContaining("'entries'");
        assertThatThrownBy(() -> run(Map.of("entries", List.of("!")))).hasMessageContaining("'entries'");
        assertThatThrownBy(() -> run(Map.of("entries", List.of("a b c d e f g h i")))).hasMessageContaining("'entries'");
    }
}
