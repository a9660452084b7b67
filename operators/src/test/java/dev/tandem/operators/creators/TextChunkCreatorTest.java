package dev.tandem.operators.creators;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tandem.core.model.Part;
import dev.tandem.core.model.PartAttributes;
import dev.tandem.core.model.Sample;
import dev.tandem.operators.testing.CreatorRun;
import dev.tandem.operators.testing.FilterRun;
import dev.tandem.operators.testing.TestImages;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class TextChunkCreatorTest {
    private static List<String> chunks(String text, Map<String, Object> params) {
        return CreatorRun.of("text_chunk", params, FilterRun.text(text)).made().stream().map(Sample::text).toList();
    }

    @Test
    void withAPatternAloneTextIsCutWhereverItMatches() {
        assertThat(chunks("one\n\ntwo\n\n\n\nthree\n\n \n\n", Map.of())).containsExactly("one", "two", "three");
        assertThat(chunks("a-b--c", Map.of("split_pattern", "-"))).containsExactly("a", "-", "b", "-", "-", "c");
        assertThat(chunks("a,b;;c", Map.of("split_pattern", "[;,]+"))).containsExactly("a", ",", "b", ";;", "c");
    }

    @Test
    void withALengthAloneTextIsCutByCodePoints() {
        assertThat(chunks("abcdefghij", Map.of("max_len", 4, "split_pattern", ""))).containsExactly("abcd", "efgh", "ij");
        assertThat(chunks("abcdefghij", Map.of("max_len", 4, "split_pattern", "", "overlap_len", 2)))
                .containsExactly("abcd", "cdef", "efgh", "ghij", "ij");
        assertThat(chunks("abcd", Map.of("max_len", 4, "split_pattern", "", "overlap_len", 2))).containsExactly("abcd");
        assertThat(chunks("\ud83d\ude00\ud83d\ude01\ud83d\ude02", Map.of("max_len", 2, "split_pattern", "")))
                .containsExactly("\ud83d\ude00\ud83d\ude01", "\ud83d\ude02");
    }

    @Test
    void withBothAChunkEndsAtTheLastPlaceThatMatchesOrWhereItHasTo() {
        assertThat(chunks("ab\n\ncdefghijk\n\nl", Map.of("max_len", 6, "overlap_len", 2)))
                .containsExactly("ab", "cdefgh", "ghijk\n", "k\n\nl");
        assertThat(chunks("a b c d e", Map.of("max_len", 4, "split_pattern", " "))).containsExactly("a b", "c d", "e");
    }

    @Test
    void blankChunksAreRefused() {
        CreatorRun run = CreatorRun.of("text_chunk", Map.of("max_len", 3), FilterRun.text("\n\nabc"), FilterRun.text(" \u00a0"));

        assertThat(run.made()).extracting(Sample::text).containsExactly("abc");
        assertThat(run.refused()).containsExactly("blank chunk", "blank chunk");
    }

    @Test
    void chunksKeepTheMetadataOfTheirParentAndTheRoleOfTheirPart() {
        Sample parent = Sample.read("page", Map.of("title", "T"), List.of(
                new Part.Text("one\n\ntwo"), TestImages.part(TestImages.png(2, 2), Map.of()),
                new Part.Text("three", Map.of(PartAttributes.ROLE, PartAttributes.TABLE))));
        List<Sample> made = CreatorRun.of("text_chunk", Map.of(), parent).made();

        assertThat(made).extracting(Sample::source).containsExactly("page#chunk-1", "page#chunk-2", "page#chunk-3");
        assertThat(made).allSatisfy(chunk -> assertThat(chunk.metadata())
                .isEqualTo(Map.of("title", "T", "actor", "operator:text_chunk", "operator", "text_chunk@2")));
        assertThat(made.get(2).parts().getFirst().attributes()).containsEntry(PartAttributes.ROLE, PartAttributes.TABLE);
    }

    @ParameterizedTest
    @ValueSource(strings = {".", "a*", "(a)", "a|b", "[^a]", "[a", "[]", "a+b", "\\d", "\\", "[b-a]", "^a", "a$", "a{2}", "[[a]]"})
    void patternsThatCouldGoBackAreRefused(String pattern) {
        assertThatThrownBy(() -> chunks("text", Map.of("split_pattern", pattern))).hasMessageContaining("'split_pattern'");
    }

    @Test
    void limitsThatDoNotFitTogetherAreRefused() {
        assertThatThrownBy(() -> chunks("text", Map.of("split_pattern", ""))).hasMessageContaining("'max_len'");
        assertThatThrownBy(() -> chunks("text", Map.of("max_len", 5, "overlap_len", 3))).hasMessageContaining("'overlap_len'");
    }

    @Property(tries = 100)
    void withoutOverlapNothingIsLostAndNothingTooLong(
            @ForAll @CharRange(from = 'a', to = 'c') String text, @ForAll @IntRange(min = 1, max = 5) int length) {
        List<String> made = chunks(text, Map.of("max_len", length, "split_pattern", ""));

        assertThat(String.join("", made)).isEqualTo(text);
        assertThat(made).allMatch(chunk -> chunk.length() <= length);
    }
}
