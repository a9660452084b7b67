package dev.tandem.operators.dedup.spans;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

final class RepeatedSpansTest {
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

    @Property(tries = 200)
    void fingerprintsAreTheSmallestOfEveryWindow(
            @ForAll @Size(max = 50) byte[] values, @ForAll @IntRange(min = 1, max = 12) int window) {
        long[] hashes = IntStream.range(0, values.length).mapToLong(i -> values[i] & 7).toArray();
        Set<Integer> expected = new TreeSet<>();
        int size = Math.min(window, hashes.length);
        for (int start = 0; size > 0 && start + size <= hashes.length; start++) {
            int smallest = start;
            for (int i = start; i < start + size; i++) {
                smallest = hashes[i] <= hashes[smallest] ? i : smallest;
            }
            expected.add(smallest);
        }

        assertThat(Winnowing.places(hashes, window)).containsExactly(expected.stream().mapToInt(Integer::intValue).toArray());
    }

    @Property(tries = 200)
    void repeatedStretchesAreThoseOfLists(
            @ForAll @Size(max = 8) List<@Size(max = 20) byte[]> texts, @ForAll @IntRange(min = 1, max = 7) int length) {
        int[] ends = new int[texts.size()];
        int total = 0;
        for (int i = 0; i < ends.length; i++) {
            total += texts.get(i).length;
            ends[i] = total;
        }
        int[] tokens = new int[total];
        int at = 0;
        for (byte[] text : texts) {
            for (byte token : text) {
                tokens[at++] = token % 3;
            }
        }
        BitSet expected = new BitSet();
        Set<List<Integer>> seen = new HashSet<>();
        int start = 0;
        for (int end : ends) {
            for (int i = start; i + length <= end; i++) {
                if (!seen.add(Arrays.stream(tokens, i, i + length).boxed().toList())) {
                    expected.set(i, i + length);
                }
            }
            start = end;
        }

        assertThat(RepeatedStretches.of(tokens, ends, length)).isEqualTo(expected);
    }
}
