package dev.tandem.operators.dedup.spans;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class SentenceWindowsTest {
    private static final String TEXT = "The ferry left at nine. It rained. Nobody sang, and the lamps went out. We slept well.";

    @Test
    void runsOfSentencesAreFoundAgainWhateverTheirCaseAndNumbers() {
        SentenceWindows windows = SentenceWindows.of(TEXT, 3);
        SentenceWindows others = SentenceWindows.of("Hello. the FERRY left, at nine! It rained. Nobody sang and the lamps went out.", 3);

        assertThat(windows.sentences()).containsExactly(0, 1);
        assertThat(others.hashes()[1]).isEqualTo(windows.hashes()[0]);
        assertThat(others.hashes()[0]).isNotEqualTo(windows.hashes()[0]);
    }

    @Test
    void textsOfFewerSentencesHaveNoRunsAndEmptyRunsAreLeftOut() {
        assertThat(SentenceWindows.of("One. Two.", 3).hashes()).isEmpty();
        assertThat(SentenceWindows.of("", 1).hashes()).isEmpty();
        assertThat(SentenceWindows.of("!!! \u2014", 1).hashes()).isEmpty();
    }

    @Test
    void removedRunsTakeTheirSpaceWithThem() {
        assertThat(SentenceWindows.without(TEXT, 3, new int[] {0})).isEqualTo("We slept well.");
        assertThat(SentenceWindows.without(TEXT, 2, new int[] {1})).isEqualTo("The ferry left at nine. We slept well.");
        assertThat(SentenceWindows.without(TEXT, 2, new int[] {1, 2})).isEqualTo("The ferry left at nine.");
        assertThat(SentenceWindows.without(TEXT, 3, new int[0])).isEqualTo(TEXT);
        assertThat(SentenceWindows.without(TEXT, 4, new int[] {0})).isEmpty();
    }
}
