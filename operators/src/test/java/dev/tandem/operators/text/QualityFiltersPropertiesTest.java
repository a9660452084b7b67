package dev.tandem.operators.text;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.core.engine.FusedPass;
import dev.tandem.core.engine.FusedPass.Verdict;
import dev.tandem.core.engine.PassStep;
import dev.tandem.core.model.Part;
import dev.tandem.core.model.Sample;
import dev.tandem.core.operator.CurationOperator;
import dev.tandem.core.operator.OperatorCatalog;
import dev.tandem.core.operator.OperatorContext;
import dev.tandem.operators.testing.FilterRun;
import dev.tandem.operators.text.english.EnglishWords;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.From;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.DoubleRange;

/** What holds for all filters of Gopher, C4 and FineWeb, whatever the text. */
final class QualityFiltersPropertiesTest {
    private static final List<String> OPERATORS =
            List.of("gopher_quality", "gopher_repetition", "c4_quality", "c4_paragraph", "fineweb_quality");

    /**
     * A limit.
     *
     * @param largest the value that the random number 1 stands for
     * @param upper whether more is kept with a larger limit
     */
    record Limit(String operator, String param, double largest, boolean upper, Function<Double, Object> value) {
        static Limit min(String operator, String param, double largest, boolean whole) {
            return new Limit(operator, param, largest, false, value -> whole ? Math.ceil(value) : (Object) value);
        }

        static Limit max(String operator, String param, double largest, boolean whole) {
            return new Limit(operator, param, largest, true, value -> whole ? Math.ceil(value) : (Object) value);
        }

        static Limit share(String param, int n) {
            return new Limit("gopher_repetition", param, 1, true, value -> List.of(n + ":" + value));
        }
    }

    private static final List<Limit> LIMITS = List.of(
            Limit.min("gopher_quality", "min_doc_words", 80, true),
            Limit.max("gopher_quality", "max_doc_words", 80, true),
            Limit.min("gopher_quality", "min_avg_word_length", 6, false),
            Limit.max("gopher_quality", "max_avg_word_length", 6, false),
            Limit.max("gopher_quality", "max_symbol_word_ratio", 1, false),
            Limit.max("gopher_quality", "max_bullet_lines_ratio", 1, false),
            Limit.max("gopher_quality", "max_ellipsis_lines_ratio", 1, false),
            Limit.min("gopher_quality", "max_non_alpha_words_ratio", 1, false),
            Limit.min("gopher_quality", "min_stop_words", 8, true),
            Limit.max("gopher_repetition", "dup_line_frac", 1, false),
            Limit.max("gopher_repetition", "dup_para_frac", 1, false),
            Limit.max("gopher_repetition", "dup_line_char_frac", 1, false),
            Limit.max("gopher_repetition", "dup_para_char_frac", 1, false),
            Limit.share("top_n_grams", 2),
            Limit.share("dup_n_grams", 5),
            Limit.min("c4_quality", "min_num_sentences", 12, true),
            Limit.min("c4_paragraph", "min_paragraphs", 6, true),
            Limit.min("c4_paragraph", "min_paragraph_len", 200, true),
            Limit.min("fineweb_quality", "line_punct_thr", 1, false),
            Limit.max("fineweb_quality", "short_line_thr", 1, false),
            Limit.max("fineweb_quality", "char_duplicates_ratio", 1, false),
            Limit.max("fineweb_quality", "new_line_ratio", 1, false));

    /** Nothing else stands in the way of a text: the limit alone decides. */
    private static final Map<String, Map<String, Object>> LENIENT = Map.of(
            "gopher_quality", Map.of(
                    "min_doc_words", 0, "max_doc_words", 0, "min_avg_word_length", 0, "max_avg_word_length", 0,
                    "max_symbol_word_ratio", 0, "max_non_alpha_words_ratio", 0, "min_stop_words", 0),
            "gopher_repetition", Map.of(
                    "dup_line_frac", 0, "dup_para_frac", 0, "dup_line_char_frac", 0, "dup_para_char_frac", 0,
                    "top_n_grams", List.of(), "dup_n_grams", List.of()),
            "c4_quality", Map.of("min_words_per_line", 1),
            "c4_paragraph", Map.of("min_paragraphs", 1, "min_paragraph_len", 10),
            "fineweb_quality", Map.of(
                    "line_punct_thr", 0, "short_line_thr", 1, "char_duplicates_ratio", 1, "new_line_ratio", 10));

    private static List<String> said(List<Verdict> verdicts) {
        return verdicts.stream()
                .map(verdict -> verdict.values() + " " + verdict.decision() + " " + verdict.text())
                .toList();
    }

    @Property(tries = 100)
    void whatIsSaidOfATextDoesNotDependOnTheOthers(@ForAll @From("texts") List<String> texts, @ForAll Random random) {
        List<Sample> samples = texts.stream().map(FilterRun::text).toList();
        List<Integer> order = new ArrayList<>(IntStream.range(0, texts.size()).boxed().toList());
        Collections.shuffle(order, random);
        for (String operator : OPERATORS) {
            FilterRun run = new FilterRun(operator, Map.of());
            List<String> together = said(run.of(samples));
            List<String> shuffled = said(run.of(order.stream().map(samples::get).toList()));

            assertThat(together).isEqualTo(samples.stream().map(sample -> said(run.of(List.of(sample))).getFirst()).toList());
            assertThat(shuffled).isEqualTo(order.stream().map(together::get).toList());
        }
    }

    @Property(tries = 300)
    void whatAFilterKnowsOfTheTextThatItRewroteIsWhatWouldBeCounted(@ForAll @From("text") String one, @ForAll @From("text") String other) {
        Sample sample = Sample.read("two", Map.of(), List.of(new Part.Text(one), new Part.Text(other)));
        OperatorCatalog catalog = OperatorCatalog.load();
        List<CurationOperator> operators = List.of(
                catalog.create("c4_quality", Map.of("min_words_per_line", 1), OperatorContext.withoutModels()),
                catalog.create("fineweb_quality", Map.of(), OperatorContext.withoutModels()));
        FusedPass.Result together =
                PassStep.inMemory(List.of("c4", "fineweb"), operators, List.of(sample), FusedPass.VerdictSink.IGNORE);
        Sample rewritten = together.overlay().apply(0, sample);

        assertThat(together.features().get("fineweb.words", 0))
                .isEqualTo((double) EnglishWords.of(rewritten.text()).count());
    }

    @Property(tries = 1000)
    void aLooserLimitKeepsWhatAStricterOneKeeps(
            @ForAll @From("limits") Limit limit,
            @ForAll @DoubleRange(min = 0.01, max = 1) double one,
            @ForAll @DoubleRange(min = 0.01, max = 1) double other,
            @ForAll @From("text") String text) {
        double stricter = limit.upper() ? Math.min(one, other) : Math.max(one, other);
        double looser = limit.upper() ? Math.max(one, other) : Math.min(one, other);
        Assume.that(keeps(limit, stricter, text));

        assertThat(keeps(limit, looser, text)).isTrue();
    }

    private static boolean keeps(Limit limit, double value, String text) {
        Map<String, Object> params = new HashMap<>(LENIENT.get(limit.operator()));
        params.put(limit.param(), limit.value().apply(value * limit.largest()));
        return new FilterRun(limit.operator(), params).of(text).decision().keep();
    }

    @Provide
    Arbitrary<Limit> limits() {
        return Arbitraries.of(LIMITS);
    }

    @Provide
    Arbitrary<List<String>> texts() {
        return text().list().ofMaxSize(6);
    }

    /** Lines of words that come again, so that counts are of every size. */
    @Provide
    Arbitrary<String> text() {
        Arbitrary<String> line = Arbitraries.of(
                        "The", "tide", "is", "out", "and", "with", "#", "...", "•", "-", "that bay.", "It is!", "[1]")
                .list().ofMaxSize(12).map(words -> String.join(" ", words));
        return Arbitraries.oneOf(line, Arbitraries.of("The tide is out.", "- one", "", "It waits..."))
                .list().ofMaxSize(12).map(lines -> String.join("\n", lines));
    }
}
