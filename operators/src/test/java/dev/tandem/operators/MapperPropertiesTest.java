package dev.tandem.operators;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.core.error.SampleFailedException;
import dev.tandem.core.operator.Mapper;
import dev.tandem.core.operator.OperatorCatalog;
import dev.tandem.core.operator.OperatorContext;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.From;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** What holds for mappers, whatever the text: a cleaned text is clean. */
final class MapperPropertiesTest {
    /** These find nothing more in their result, whatever the text. */
    private static final List<String> STRICT = List.of(
            "remove_long_words", "remove_words_with_incorrect_substrings", "remove_specific_chars", "remove_bibliography",
            "remove_comments", "remove_header", "punctuation_normalization", "fix_unicode", "clean_email", "clean_phone", "clean_card",
            "clean_iban", "clean_national_id", "sentence_split", "whitespace", "expand_macro");
    /** These could put together what they find next, of text that was made for it. */
    private static final List<String> USUAL =
            List.of("remove_repeat_sentences", "clean_links", "clean_ip", "remove_citations", "pii_email_ip");

    private static final OperatorCatalog CATALOG = OperatorCatalog.load();

    private static void isCleanOnceItIsCleaned(String name, Map<String, Object> params, String text) throws SampleFailedException {
        Mapper mapper = (Mapper) CATALOG.create(name, params, OperatorContext.withoutModels());
        String once = mapper.map(text);

        assertThat(mapper.map(once)).as(name).isEqualTo(once);
    }

    @Property(tries = 80)
    void cleaningAnyTextTwiceChangesNothingMore(@ForAll String text, @ForAll @From("words") String words) throws SampleFailedException {
        for (String name : STRICT) {
            isCleanOnceItIsCleaned(name, Map.of(), text);
            isCleanOnceItIsCleaned(name, Map.of(), words);
        }
        isCleanOnceItIsCleaned("remove_lines", Map.of("phrases", "gull", "min_words_per_line", 2, "filter_no_terminal_punct", true), text);
        isCleanOnceItIsCleaned("remove_lines", Map.of("phrases", "gull", "min_words_per_line", 2), words);
        isCleanOnceItIsCleaned("fix_unicode", Map.of("normalization", "NFKD"), text);
    }

    @Property(tries = 80)
    void cleaningWordsTwiceChangesNothingMore(@ForAll @From("words") String words) throws SampleFailedException {
        for (String name : USUAL) {
            isCleanOnceItIsCleaned(name, Map.of(), words);
        }
        isCleanOnceItIsCleaned("clean_phone", Map.of("removal", "remove_line"), words);
    }

    @Property(tries = 50)
    void textWithNothingToCleanStays(@ForAll @From("plain") List<String> words) throws SampleFailedException {
        String text = String.join(" ", words);
        for (List<String> names : List.of(STRICT, USUAL)) {
            for (String name : names) {
                Mapper mapper = (Mapper) CATALOG.create(name, Map.of(), OperatorContext.withoutModels());
                assertThat(mapper.map(text)).as(name).isEqualTo(text);
            }
        }
    }

    @Provide
    Arbitrary<List<String>> plain() {
        return Arbitraries.of("the", "tide", "gull", "12", "x", "Bay").list().ofMaxSize(12);
    }

    /** Pieces of all that is looked for, one after the other. */
    @Provide
    Arbitrary<String> words() {
        return Arbitraries.of(
                        "The tide is out.", "A gull!", "tide", "http://a.example/x", "www.b.example", "jo@example.net", "8.8.8.8",
                        "1.2.3.4.5",
                        "212-555-0123", "+49 30 1234567", "01 23 45 67 89", "4111 1111 1111 1111", "DE89370400440532013000", "12345678Z",
                        "123-45-6789", "[1]", "[edit]", "\u25cf", "\u2014", "\u00c3\u00a9", "&amp;amp;", "% x", "\\section{A}", "\\a",
                        "\n\\def\\a{b}\n", "\\appendix", "(", "\n", "\t", "...", "12", "-", "+")
                .list().ofMaxSize(12).map(pieces -> String.join(" ", pieces));
    }
}
