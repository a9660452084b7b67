package dev.tandem.operators.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tandem.core.json.Json;
import dev.tandem.operators.testing.FilterRun;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

final class FlaggedWordsFilterTest {
    private static final List<String> WORDS = List.of(
            "bridge", "lantern", "the quiet", "don't", "na\u00efve", "echoecho", "b-c", "\u03bf\u03b4\u03bf\u03c2");

    /**
     * A text with the shares that the functions of Data-Juicer come to, run by Python 3.11.
     *
     * @param pairs with groups of 2 words joined by a space
     * @param joined with groups of 2 and of 3 words that nothing stands between
     */
    record Shares(String text, double words, double pairs, double joined) {}

    static List<Shares> shares() throws IOException {
        try (InputStream in = FlaggedWordsFilterTest.class.getResourceAsStream("flagged_words.jsonl")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines()
                    .map(line -> Json.read(line, Shares.class))
                    .toList();
        }
    }

    @ParameterizedTest
    @MethodSource("shares")
    void sharesAgreeWithDataJuicer(Shares shares) {
        FilterRun words = new FilterRun("flagged_words", Map.of("words", WORDS));
        FilterRun pairs = new FilterRun(
                "flagged_words", Map.of("words", WORDS, "use_words_aug", true, "words_aug_join_char", " "));
        FilterRun joined = new FilterRun(
                "flagged_words", Map.of("words", WORDS, "use_words_aug", true, "words_aug_group_sizes", List.of(2, 3)));

        assertThat(words.number(shares.text())).isEqualTo(shares.words());
        assertThat(pairs.number(shares.text())).isEqualTo(shares.pairs());
        assertThat(joined.number(shares.text())).isEqualTo(shares.joined());
    }

    @Test
    void bothLimitsAreIncluded() {
        FilterRun run = new FilterRun("flagged_words", Map.of("words", "bad", "min_ratio", 0.25, "max_ratio", 0.5));

        assertThat(run.decision("a b c bad")).isEqualTo("keep");
        assertThat(run.decision("a BAD!")).isEqualTo("keep");
        assertThat(run.decision("a b c d bad")).isEqualTo("flagged_words_ratio below min_ratio");
        assertThat(run.decision("bad bad a")).isEqualTo("flagged_words_ratio above max_ratio");
    }

    @Test
    void nothingIsFlaggedWithoutAList() {
        assertThat(new FilterRun("flagged_words", Map.of()).decision("damned text")).isEqualTo("keep");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-1", "two", "1000", "2.5"})
    void aGroupHasAWholeNumberOfWords(String size) {
        FilterRun run = new FilterRun("flagged_words", Map.of("words_aug_group_sizes", size));

        assertThatThrownBy(() -> run.decision("text")).hasMessageContaining("words_aug_group_sizes").hasMessageContaining(size);
    }
}
