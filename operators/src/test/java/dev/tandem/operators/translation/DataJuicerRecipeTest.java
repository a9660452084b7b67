package dev.tandem.operators.translation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tandem.core.error.ErrorCode;
import dev.tandem.core.error.TandemException;
import dev.tandem.core.operator.OperatorCatalog;
import dev.tandem.core.recipe.OperatorUse;
import dev.tandem.core.recipe.Recipe;
import dev.tandem.core.recipe.RecipeParser;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class DataJuicerRecipeTest {
    private static final OperatorCatalog CATALOG = OperatorCatalog.load();

    private static Translation translate(String yaml) {
        return DataJuicerRecipe.translate(yaml, "configs/books-refine.yaml", CATALOG);
    }

    private static Translation process(String... entries) {
        return translate("process:\n  - " + String.join("\n  - ", entries) + "\n");
    }

    private static Recipe parsed(Translation translation) {
        return new RecipeParser(CATALOG).parse(translation.recipe(), "recipe.yaml");
    }

    /** The only operator behind the reader. */
    private static OperatorUse operator(Translation translation) {
        List<OperatorUse> operators = parsed(translation).stages().getFirst().operators();
        assertThat(operators).hasSize(2);
        return operators.getLast();
    }

    private static List<String> remarks(Translation translation) {
        return translation.remarks().stream().map(Remark::toString).toList();
    }

    @Test
    void aRecipeIsTranslatedWithItsSettings() {
        Translation translation = translate("""
                project_name: 'Books: refined'
                dataset_path: ./data/books.jsonl   # the input
                export_path: ./out/books.parquet
                np: 8
                text_keys: content
                open_tracer: true
                process:
                  - alphanumeric_filter:
                      tokenization: false
                      min_ratio: 0.6
                  - words_num_filter:
                      lang: en
                      min_num: 20
                      max_num: 9223372036854775807
                  - special_characters_filter:
                """);

        Recipe recipe = parsed(translation);
        assertThat(recipe.name()).isEqualTo("books-refined");
        assertThat(recipe.stages()).singleElement().satisfies(stage -> {
            assertThat(stage.publish()).contains("books-refined");
            assertThat(stage.operators()).containsExactly(
                    new OperatorUse("jsonl", Map.of("text_key", "content")),
                    new OperatorUse("alphanumeric", Map.of("min_ratio", 0.6)),
                    new OperatorUse("words", Map.of("min_num", 20L, "max_num", Long.MAX_VALUE)),
                    new OperatorUse("special_characters", Map.of()));
        });
        assertThat(recipe.formats()).containsExactly(new OperatorUse("parquet", Map.of()));
        assertThat(recipe.limits().parallelism()).isEqualTo(8);
        assertThat(translation.recipe()).contains("./data/books.jsonl", "./out/books.parquet", "3 of 3 operators");
        assertThat(translation.isWhole()).isTrue();
        assertThat(translation.recipe()).contains("# not needed: open_tracer = true (line 6): every decision is kept");
        assertThat(remarks(translation)).hasSize(2)
                .anyMatch(remark -> remark.startsWith("not needed: line 6: open_tracer = true: "))
                .anyMatch(remark -> remark.startsWith("not needed: line 12: words_num_filter.lang = en: "));
    }

    @Test
    void everythingWithoutAnEquivalentIsListedWithItsLineAndInTheRecipe() {
        Translation translation = translate("""
                name: x
                dataset_path: data/
                suffixes: [.txt]
                eoc_special_token: '<|eoc|>'
                process:
                  - no_such_filter: {a: 1}
                  - text_length_filter:
                      min_len: 5
                      max_size: 3
                      reversed_range: false
                  - words_num_filter: {tokenization: true, min_num: many}
                  - language_id_score_filter: {lang: [en, de], min_score: 0.8}
                """);

        assertThat(remarks(translation)).satisfiesExactly(
                remark -> assertThat(remark).isEqualTo("not translated: line 1: name = x: there is no such setting"),
                remark -> assertThat(remark).startsWith("not translated: line 3: suffixes = [\".txt\"]: "),
                remark -> assertThat(remark).startsWith("not translated: line 4: eoc_special_token = \"<|eoc|>\": "),
                remark -> assertThat(remark).isEqualTo("not translated: line 6: no_such_filter: there is no such operator"),
                remark -> assertThat(remark).isEqualTo(
                        "not translated: line 9: text_length_filter.max_size = 3: there is no such parameter"),
                remark -> assertThat(remark).startsWith("not translated: line 11: words_num_filter.tokenization = true: "),
                remark -> assertThat(remark).startsWith("not translated: line 11: words_num_filter.min_num = many: 'words': parameter"),
                remark -> assertThat(remark).startsWith("not translated: line 12: language_id_score_filter.min_score = 0.8: "));
        assertThat(translation.isWhole()).isFalse();
        assertThat(translation.operators()).isEqualTo(4);
        assertThat(translation.translated()).isEqualTo(3);
        translation.remarks().forEach(remark -> assertThat(translation.recipe()).contains("# " + remark + "\n"));
        assertThat(parsed(translation).stages().getFirst().operators()).containsExactly(
                new OperatorUse("jsonl", Map.of()),
                new OperatorUse("text_length", Map.of("min_len", 5L)),
                new OperatorUse("words", Map.of()),
                new OperatorUse("language", Map.of("languages", List.of("en", "de"))));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "text_length_filter: {reversed_range: true} | what is within the limits is kept",
        "text_length_filter: {text_key: summary} | all operators read the text",
        "document_minhash_deduplicator: {tokenization: sentencepiece} | sentence pieces need a model",
        "perplexity_filter: {max_ppl: 1500} | perplexities of a model of that system",
        "language_id_score_filter: {min_score: 0.8} | here languages are named",
        "image_deduplicator: {method: ahash} | image_ahash"
    })
    void whatWouldDoSomethingElseIsNotTranslated(String entry, String why) {
        Translation translation = process(entry);

        assertThat(translation.translated()).isZero();
        assertThat(remarks(translation)).anySatisfy(remark -> assertThat(remark).startsWith("not translated: line 2: ").contains(why));
        assertThat(parsed(translation).stages().getFirst().operators()).hasSize(1);
    }

    @Test
    void tokensOfAnotherModelAreTold() {
        Translation translation = process("alphanumeric_filter: {tokenization: true, max_ratio: 3.65}");

        assertThat(remarks(translation)).singleElement().asString().contains("tokens are those of another model");
        assertThat(translation.isWhole()).isFalse();
    }

    @Test
    void anOperatorThatIsLikeOneHereInNameOnlyIsAnother() {
        assertThat(process("exact_mapper:", "html_filter:", "table_questions_filter:").translated()).isZero();
        assertThat(process("table_questions_mapper:").translated()).isEqualTo(1);
    }

    @Test
    void duplicatesAreFoundByTheParametersThereAndTheirDefaults() {
        Map<String, Object> minHash =
                Map.of("signature", "data_juicer", "tokenization", "space", "short_texts", "merged", "verify", false);
        assertThat(operator(process("document_minhash_deduplicator: {window_size: 3, num_bands: null, num_rows_per_band: 4}")))
                .isEqualTo(new OperatorUse("minhash", with(minHash, "window_size", 3L, "rows_per_band", 4L)));
        assertThat(operator(process("ray_bts_minhash_deduplicator: {jaccard_threshold: 0.8, union_threshold: 256}")))
                .isEqualTo(new OperatorUse("minhash", with(minHash, "jaccard_threshold", 0.8)));
        assertThat(operator(process("document_simhash_deduplicator: {ignore_pattern: '\\p{P}', num_blocks: 6}")))
                .isEqualTo(new OperatorUse("simhash", Map.of("ignore_pattern", "\\p{P}", "short_texts", "merged")));
        assertThat(operator(process("document_deduplicator: {lowercase: true, ignore_non_character: false}")))
                .isEqualTo(new OperatorUse("exact", Map.of(
                        "compare", "text", "ignore_case", true, "ignore_non_character", false)));
        assertThat(operator(process("image_deduplicator: {consider_text: true}"))).isEqualTo(new OperatorUse("image_phash", Map.of(
                "family", "data_juicer", "max_distance", 0L, "consider_text", true)));
    }

    private static Map<String, Object> with(Map<String, Object> params, Object... more) {
        Map<String, Object> all = new HashMap<>(params);
        for (int i = 0; i < more.length; i += 2) {
            all.put((String) more[i], more[i + 1]);
        }
        return all;
    }

    @Test
    void aNameAloneIsAnOperatorAndNothingIsNoParameter() {
        assertThat(operator(process("special_characters_filter"))).isEqualTo(new OperatorUse("special_characters", Map.of()));
        assertThat(operator(process("special_characters_filter: {max_ratio: null}")).parameters()).isEmpty();
        assertThat(operator(process("special_characters_filter: {}")).parameters()).isEmpty();
        assertThat(remarks(process("special_characters_filter: 7"))).containsExactly(
                "not translated: line 2: special_characters_filter = 7: expected its parameters");
        assertThat(remarks(process("{a: , b: }"))).singleElement().asString().contains("expected an operator");
    }

    @ParameterizedTest
    @CsvSource({
        "data.parquet, parquet, ''", "data.jsonl.gz, jsonl, ''", "data, jsonl, ''", "data.csv, jsonl, no reader of such files",
        "0.5 a.jsonl 0.5 b.jsonl, jsonl, weights"
    })
    void theReaderIsThatOfTheInputsFiles(String path, String reader, String remark) {
        Translation translation = translate("dataset_path: '" + path + "'\nprocess:\n- words_num_filter:\n");

        assertThat(parsed(translation).stages().getFirst().operators().getFirst().name()).isEqualTo(reader);
        assertThat(String.join("\n", remarks(translation))).contains(remark);
        assertThat(translation.isWhole()).isEqualTo(remark.isEmpty());
    }

    @Test
    void errorsInSamplesAreWhatTheLimitSays() {
        assertThat(parsed(translate("skip_op_error: true\nprocess: [words_num_filter]\n")).limits().maxFailedRatio()).isEqualTo(1);
        assertThat(parsed(translate("skip_op_error: false\nprocess: [words_num_filter]\n")).limits().maxFailedRatio()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a: 1", "process: 7", "- process", "process: {a: b}"})
    void whatIsNoRecipeIsRefused(String yaml) {
        assertThatThrownBy(() -> translate(yaml))
                .isInstanceOfSatisfying(TandemException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.INVALID_ARGUMENT))
                .hasMessageContaining("configs/books-refine.yaml")
                .hasMessageContaining("'process'");
    }

    @Test
    void whatIsNoYamlIsRefusedWithItsLine() {
        assertThatThrownBy(() -> translate("process:\n  - a: [\n")).hasMessageContaining("not valid YAML");
        assertThatThrownBy(() -> translate("a: &a [*a]\nb: [*c]")).hasMessageContaining("not valid YAML");
    }

    @Test
    void aListInItselfIsNoValue() {
        Translation translation = translate("process:\n  - specified_field_filter: {target_value: &a [1, *a]}\n");

        assertThat(translation.isWhole()).isFalse();
        assertThat(operator(translation).name()).isEqualTo("specified_field");
    }

    @Provide
    static Arbitrary<String> values() {
        return Arbitraries.strings().all().ofMaxLength(30).map(text -> text.replaceAll("\\p{Cs}", ""));
    }

    @Property(tries = 200)
    void whateverStandsThereTheRecipeParsesAndHasTheValue(@ForAll("values") String value) {
        StringBuilder quoted = new StringBuilder();
        value.codePoints().forEach(codePoint -> quoted.append(String.format("\\U%08X", codePoint)));
        Translation translation = translate("project_name: \"" + quoted + "\"\nnope: \"" + quoted + "\"\nprocess:\n"
                + "  - specified_field_filter: {field_key: \"" + quoted + "\"}\n");

        assertThat(operator(translation).parameters()).isEqualTo(Map.of("field_key", value));
    }

    @Test
    void soundsAndVideosAreReadAndMeasured() {
        Translation translation = translate("""
                audio_key: sounds
                video_key: videos
                process:
                  - audio_duration_filter:
                      min_duration: 3
                      audio_key: sounds
                  - video_motion_score_filter:
                      min_score: 0.3
                      size: null
                      max_size: null
                  - video_ocr_area_ratio_filter:
                      languages_to_detect: [ch_sim, en]
                      max_area_ratio: 0.5
                  - audio_nmf_snr_filter:
                """);

        assertThat(parsed(translation).stages().getFirst().operators()).containsExactly(
                new OperatorUse("jsonl", Map.of("audio_key", "sounds")),
                new OperatorUse("audio_duration", Map.of("min_duration", 3L)),
                new OperatorUse("video_motion_score", Map.of("min_score", 0.3, "size", 0L)),
                new OperatorUse("video_ocr_area_ratio", Map.of("max_area_ratio", 0.5)),
                new OperatorUse("audio_nmf_snr", Map.of()));
        assertThat(remarks(translation)).anyMatch(remark -> remark.contains("audio_nmf_snr_filter") && remark.contains("max_seconds"))
                .anyMatch(remark -> remark.contains("video_ocr_area_ratio_filter") && remark.contains("found by its strokes"));
    }
}
