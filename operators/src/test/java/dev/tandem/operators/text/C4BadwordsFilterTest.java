package dev.tandem.operators.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tandem.core.model.Part;
import dev.tandem.core.model.Sample;
import dev.tandem.operators.testing.FilterRun;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.From;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class C4BadwordsFilterTest {
    private static final List<String> WORDS = List.of(
            "bad", "worse word", "b-b", "\u00e9t\u00e9", "@home", "x", "na\u00efve", "c++", "\u0431\u044f\u043a\u0430");
    private static final String REMOVED = "document_removed_with_badwords";

    private static FilterRun run(List<String> words) {
        return new FilterRun("c4_badwords", Map.of("words", words));
    }

    private static Sample sample(String language, String text) {
        return Sample.read(text, Map.of("language", language), List.of(new Part.Text(text)));
    }

    /** What the expression of datatrove finds and what it does not, in Python 3.11. */
    @ParameterizedTest
    @ValueSource(strings = {
        "bad", "a bad.", "BAD!", "bad\n", "\nbad", "worse word", "(worse word)", "b-b", "a-b-b-c", "b-b-", "\u00e9t\u00e9!", "x",
        "x.x", "@home", "go @home", "c++", "c+++", "NA\u00cfVE?", "\u0411\u044f\u043a\u0430", "bad\u0301", "\u0301bad",
        "bad\ud83d\ude00"
    })
    void aBadWordStandsAlone(String text) {
        assertThat(run(WORDS).decision(text)).isEqualTo(REMOVED);
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "badly", "not_bad", "bad1", "1bad", "worse  word", "worse\nword", "summer \u00e9t\u00e92", "xx", "a@home", "c++d",
        "na\u00efvely", "\u00b2bad", "bad\u00bd", "\ud835\udfd8bad", "bad\u4e2d", ""
    })
    void withinAnotherWordItIsNone(String text) {
        assertThat(run(WORDS).decision(text)).isEqualTo("keep");
    }

    @Test
    void languagesWithoutSpacesAreSearchedForTheSameCharacters() {
        FilterRun run = run(List.of("悪い", "bad"));

        assertThat(run.decision(sample("ja", "これは悪いです"))).isEqualTo(REMOVED);
        assertThat(run.decision(sample("zh", "notbadly"))).isEqualTo(REMOVED);
        assertThat(run.decision(sample("th", "notbadly"))).isEqualTo(REMOVED);
        assertThat(run.decision(sample("ko", "notbadly"))).isEqualTo("keep");
        assertThat(new FilterRun("c4_badwords", Map.of("words", "bad", "default_language", "ja")).decision("notbadly"))
                .isEqualTo(REMOVED);
    }

    @Test
    void theShareThatIsKeptIsTheSameInEveryRunAndAnotherWithAnotherSeed() {
        List<Sample> samples = IntStream.range(0, 2_000).mapToObj(i -> FilterRun.text("bad " + i)).toList();
        List<Boolean> kept = kept(samples, 0);

        assertThat(kept(samples, 0)).isEqualTo(kept);
        assertThat(kept(samples, 1)).isNotEqualTo(kept);
        assertThat(kept.stream().filter(keep -> keep).count()).isBetween(400L, 600L);
    }

    private static List<Boolean> kept(List<Sample> samples, int seed) {
        return new FilterRun("c4_badwords", Map.of("words", "bad", "keep_fraction", 0.25, "seed", seed)).of(samples).stream()
                .map(verdict -> verdict.decision().keep())
                .toList();
    }

    @Test
    void allAreKeptWithAShareOfOneOrWithoutAList() {
        assertThat(new FilterRun("c4_badwords", Map.of("words", "bad", "keep_fraction", 1)).decision("bad")).isEqualTo("keep");
        assertThat(run(List.of()).decision("bad")).isEqualTo("keep");
        assertThat(run(List.of(" ", "Bad ")).decision("bad")).isEqualTo(REMOVED);
    }

    @Test
    void aPhraseIsNotLongerThanTwoHundredCharacters() {
        assertThatThrownBy(() -> run(List.of("x".repeat(201))).of("x")).hasMessageContaining("'words'");
    }

    @Property(tries = 500)
    void everyPlaceIsFoundThatAnExpressionFinds(@ForAll @From("words") List<String> words, @ForAll @From("text") String text) {
        String any = words.stream().map(Pattern::quote).collect(Collectors.joining("|"));
        long alone = Pattern.compile("(?<!\\w)(?=(?:" + any + ")(?!\\w))").matcher(text).results().count();
        long anywhere = Pattern.compile("(?=" + any + ")").matcher(text).results().count();

        assertThat(run(words).of(text).values()).containsEntry("bad_words", (double) alone);
        assertThat(run(words).of(sample("zh", text)).values()).containsEntry("bad_words", (double) anywhere);
    }

    @Provide
    Arbitrary<List<String>> words() {
        return Arbitraries.strings().withChars("ab- ").ofMinLength(1).ofMaxLength(4)
                .filter(word -> word.equals(word.strip())).list().ofMinSize(1).ofMaxSize(5);
    }

    @Provide
    Arbitrary<String> text() {
        return Arbitraries.strings().withChars("ab- ").ofMaxLength(20);
    }
}
