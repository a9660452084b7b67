package dev.tandem.operators.translation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tandem.core.error.ErrorCode;
import dev.tandem.core.error.TandemException;
import dev.tandem.core.operator.OperatorCatalog;
import dev.tandem.core.recipe.OperatorUse;
import dev.tandem.core.recipe.Recipe;
import dev.tandem.core.recipe.RecipeParser;
import dev.tandem.core.recipe.Stage;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class DatatroveScriptTest {
    private static final OperatorCatalog CATALOG = OperatorCatalog.load();

    private static Translation translate(String script) {
        return DatatroveScript.translate(script, "scripts/clean_news.py", CATALOG);
    }

    private static Translation steps(String... steps) {
        return translate("LocalPipelineExecutor(pipeline=[\n" + String.join(",\n", steps) + ",\n])\n");
    }

    private static Recipe parsed(Translation translation) {
        return new RecipeParser(CATALOG).parse(translation.recipe(), "recipe.yaml");
    }

    /** All but the reader. */
    private static List<OperatorUse> operators(Translation translation) {
        return parsed(translation).stages().stream().flatMap(stage -> stage.operators().stream()).skip(1).toList();
    }

    private static List<String> remarks(Translation translation) {
        return translation.remarks().stream().map(Remark::toString).toList();
    }

    @Test
    void aPipelineIsTranslatedStepByStep() {
        Translation translation = translate("""
                from datatrove.executor import LocalPipelineExecutor
                from datatrove.pipeline.filters import (
                    GopherQualityFilter,  # and others
                )

                TARGET = "out/clean"

                executor = LocalPipelineExecutor(
                    job_name="Clean News",
                    pipeline=[
                        JsonlReader("news/", text_key="body", limit=-1),
                        GopherRepetitionFilter(top_n_grams=((2, 0.2), (3, .18)), dup_line_frac=None),
                        GopherQualityFilter(
                            60,
                            max_doc_words=50_000,  # fewer than there
                            min_stop_words=None, stop_words=["the", 'of'],
                            exclusion_writer=JsonlWriter(f"{TARGET}/removed"),
                        ),
                        C4QualityFilter(filter_no_terminal_punct=False, language=Languages.english),
                        FineWebQualityFilter(char_duplicates_ratio=1e-1),
                        JsonlWriter(TARGET),
                    ],
                    tasks=8,
                )
                executor.run()
                """);

        Recipe recipe = parsed(translation);
        assertThat(recipe.name()).isEqualTo("clean_news");
        assertThat(recipe.formats()).containsExactly(new OperatorUse("jsonl", Map.of()));
        assertThat(recipe.stages()).containsExactly(new Stage("clean-news", Optional.empty(), Optional.of("clean-news"), List.of(
                new OperatorUse("jsonl", Map.of("text_key", "body")),
                new OperatorUse("gopher_repetition", Map.of("top_n_grams", List.of("2:0.2", "3:0.18"), "dup_line_frac", 0L)),
                new OperatorUse("gopher_quality", Map.of(
                        "min_doc_words", 60L, "max_doc_words", 50_000L, "min_stop_words", 0L, "stop_words", List.of("the", "of"))),
                new OperatorUse("c4_quality", Map.of("filter_no_terminal_punct", false)),
                new OperatorUse("fineweb_quality", Map.of("char_duplicates_ratio", 0.1)))));
        assertThat(translation.isWhole()).isTrue();
        assertThat(remarks(translation)).hasSize(2)
                .anyMatch(remark -> remark.startsWith("not needed: line 17: GopherQualityFilter.exclusion_writer = JsonlWriter(f"))
                .anyMatch(remark -> remark.startsWith("not needed: line 23: tasks = 8: "));
        assertThat(translation.recipe()).contains("# Its input there: news/\n", "# Its output there: out/clean\n", "6 of 6 operators");
    }

    @Test
    void everythingWithoutAnEquivalentIsListedWithItsLineAndInTheRecipe() {
        Translation translation = translate("""
                reader = WarcReader("warc/", glob_pattern="*.gz")
                LocalPipelineExecutor(
                    [
                        reader,
                        Trafilatura(timeout=1),
                        LambdaFilter(lambda doc, x: doc.text and x, exclusion_writer=None),
                        GopherQualityFilter(min_stop_words=LIMIT * 2, language="fra"),
                        GopherQualityFilter(min_stop_words=few, min_words=3),
                        *others,
                        LanguageFilter(["en"], language_threshold=0.5, backend="glotlid"),
                        FineWebQualityFilter(**settings),
                        PIIFormatter(email_replacement="x@example.com"),
                        NGramsDecontFilter("index/"),
                    ],
                    cluster="big",
                )
                """);

        assertThat(remarks(translation)).satisfiesExactly(
                remark -> assertThat(remark).startsWith("not translated: line 1: WarcReader: there is no such operator"),
                remark -> assertThat(remark).startsWith("not translated: line 5: Trafilatura: "),
                remark -> assertThat(remark).startsWith("not translated: line 6: LambdaFilter: there is no such operator"),
                remark -> assertThat(remark).startsWith("not translated: line 7: GopherQualityFilter.language = fra: "),
                remark -> assertThat(remark).startsWith("not translated: line 8: GopherQualityFilter.min_stop_words = few: its value"),
                remark -> assertThat(remark).startsWith("not translated: line 8: GopherQualityFilter.min_words = 3: there is no such"),
                remark -> assertThat(remark).startsWith("not translated: line 9: *others: "),
                remark -> assertThat(remark).startsWith("not translated: line 10: LanguageFilter.language_threshold = 0.5: "),
                remark -> assertThat(remark).startsWith("not translated: line 10: LanguageFilter.backend = glotlid: "),
                remark -> assertThat(remark).startsWith("not translated: line 11: FineWebQualityFilter.** = **settings: "),
                remark -> assertThat(remark).startsWith("not translated: line 12: PIIFormatter.email_replacement = "),
                remark -> assertThat(remark).contains("line 13: NGramsDecontFilter: ", "eval-sets add", "'decontaminate'"),
                remark -> assertThat(remark).isEqualTo("not translated: line 15: cluster = big: there is no such setting"));
        translation.remarks().forEach(remark -> assertThat(translation.recipe()).contains("# " + remark + "\n"));
        assertThat(operators(translation)).extracting(OperatorUse::name)
                .containsExactly("gopher_quality", "language", "fineweb_quality", "pii_email_ip");
        assertThat(translation.operators()).isEqualTo(10);
        assertThat(translation.translated()).isEqualTo(4);
    }

    @Test
    void pipelinesAreStagesThatFollowOneAnother() {
        Translation translation = translate("""
                config = MinhashConfig(num_buckets=20, hashes_per_bucket=6, hash_config=HashConfig(hash_fc="sha1"))
                INPUT = JsonlReader("in/")
                first = [INPUT, GopherQualityFilter(), ParquetWriter("kept/"), C4ParagraphFilter()]
                LocalPipelineExecutor(pipeline=first)
                LocalPipelineExecutor(pipeline=[INPUT, MinhashDedupSignature(output_folder="sig/", config=config)])
                LocalPipelineExecutor(pipeline=[MinhashDedupBuckets("sig/", "buckets/", config=config)])
                LocalPipelineExecutor(pipeline=[INPUT, MinhashDedupFilter("ids/"), JsonlWriter("out/")])
                """);

        Recipe recipe = parsed(translation);
        assertThat(recipe.stages()).extracting(Stage::name).containsExactly("stage", "stage-2", "stage-3");
        assertThat(recipe.stages()).extracting(stage -> stage.publish().isPresent()).containsExactly(true, false, true);
        assertThat(recipe.formats()).extracting(OperatorUse::name).containsExactly("parquet", "jsonl");
        assertThat(operators(translation)).containsExactly(
                new OperatorUse("gopher_quality", Map.of()),
                new OperatorUse("c4_paragraph", Map.of()),
                new OperatorUse("datatrove_minhash", Map.of(
                        "num_buckets", 20L, "hashes_per_bucket", 6L, "hash_fc", "sha1")));
        assertThat(remarks(translation))
                .anyMatch(remark -> remark.contains("line 2: JsonlReader: a recipe reads once"))
                .anyMatch(remark -> remark.startsWith("not needed: line 6: MinhashDedupBuckets: "))
                .anyMatch(remark -> remark.startsWith("not translated: line 5: MinhashDedupSignature: which of the duplicates stays"));
    }

    @Test
    void sentenceDeduplicationIsOneOperator() {
        Translation translation = translate("""
                config = SentDedupConfig(n_sentences=2, split_sentences=True, min_doc_words=0)
                X.LocalPipelineExecutor(pipeline=[JsonlReader('in'), SentenceDedupSignature('sig/', config=config, finder_workers=4)])
                X.LocalPipelineExecutor(pipeline=[SentenceFindDedups('sig/', 'dups/', config=config, index_folder='other/')])
                X.LocalPipelineExecutor(pipeline=[JsonlReader('in'), SentenceDedupFilter('dups/', config=config), JsonlWriter('out')])
                """);

        assertThat(operators(translation))
                .containsExactly(new OperatorUse("sentence_dedup", Map.of("n_sentences", 2L, "min_doc_words", 0L)));
        assertThat(remarks(translation))
                .anyMatch(remark -> remark.startsWith("not needed: line 3: SentenceFindDedups: "))
                .anyMatch(remark -> remark.startsWith("not translated: line 3: SentenceFindDedups.index_folder = "))
                .anyMatch(remark -> remark.startsWith("not needed: line 4: SentenceDedupFilter: "));
        assertThat(operators(translate("X.LocalPipelineExecutor(pipeline=[JsonlReader('in'), SentenceDedupSignature('sig/',"
                + " config=SentDedupConfig(split_sentences=False))])"))).isEmpty();
    }

    @Test
    void theDefaultsThereAreWrittenOutWhereTheyAreOthersHere() {
        assertThat(operators(steps("JsonlReader('in')", "MinhashDedupSignature('out')")))
                .containsExactly(new OperatorUse("datatrove_minhash", Map.of()));
        assertThat(operators(steps("JsonlReader('in')", "PIIFormatter(remove_ips=False, only_remove_public_ips=True)")))
                .containsExactly(new OperatorUse("pii_email_ip", Map.of("ips", false)));
    }

    @Test
    void stepsOfWhatIsNotThereAreNotLeftOutSilently() {
        Translation translation = steps("JsonlReader('in')", "MinhashDedupFilter('ids')");

        assertThat(translation.isWhole()).isFalse();
        assertThat(remarks(translation)).contains("not translated: line 3: MinhashDedupFilter: there is no such operator");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "LIMIT = 3 | LIMIT | 3", "LIMIT: int = 3 | LIMIT | 3", "A = 3; LIMIT = A | LIMIT | 3", "LIMIT = (3) | LIMIT | 3",
        "LIMIT = 3; LIMIT = 4 | LIMIT | ", "LIMIT = 3; LIMIT += 1 | LIMIT | ", "for LIMIT in [3]: pass | LIMIT | ",
        "LIMIT = 3 if a else 4 | LIMIT | ", "LIMIT = LIMIT | LIMIT | ", "A = LIMIT = 3 | A | ", "LIMIT, A = 3, 4 | A | ",
        "def f(LIMIT): pass; LIMIT = 3 | LIMIT | ", "LIMIT = 3; LIMIT.x = 4 | LIMIT | ", "'' | -3 + 1 | "
    })
    void aNameStandsForWhatItIsGivenOnceAndNowhereElse(String assignments, String used, Long value) {
        Translation translation = translate(assignments.replace("; ", "\n")
                + "\nX.LocalPipelineExecutor(pipeline=[JsonlReader('in'), GopherQualityFilter(min_stop_words=" + used + ")])");

        assertThat(operators(translation)).containsExactly(
                new OperatorUse("gopher_quality", value == null ? Map.of() : Map.of("min_stop_words", value)));
        assertThat(translation.isWhole()).isEqualTo(value != null);
    }

    @Test
    void aListNamedPipelineIsOneWithoutAnExecutor() {
        assertThat(operators(translate("my_pipeline = [JsonlReader('in'), C4ParagraphFilter()]\n")))
                .extracting(OperatorUse::name).containsExactly("c4_paragraph");
    }

    @Test
    void aPipelineThatAHelperIsGivenIsOne() {
        Translation translation = translate("""
                def start(name, pipeline):
                    return LocalPipelineExecutor(pipeline=pipeline, job_name=name)
                start("a", pipeline=[JsonlReader("in/"), C4ParagraphFilter()])
                """);

        assertThat(operators(translation)).extracting(OperatorUse::name).containsExactly("c4_paragraph");
        assertThat(remarks(translation)).contains("not translated: line 2: pipeline = pipeline: it is not written out as a list");
    }

    @Test
    void settingsOfManyExecutorsAreSummedUpByReason() {
        Translation translation = translate("""
                LocalPipelineExecutor(pipeline=[JsonlReader("in/"), C4ParagraphFilter()], tasks=1, workers=1)
                LocalPipelineExecutor(pipeline=[C4ParagraphFilter()], tasks=2, workers=2)
                """);

        assertThat(translation.recipe()).contains("# not needed: tasks = 1 (line 1), workers = 1 (line 1), tasks = 2 (line 2),"
                + " workers = 2 (line 2): it says how");
        assertThat(translation.isWhole()).isTrue();
    }

    @Test
    void aPipelineThatIsComputedIsListed() {
        Translation translation = translate("LocalPipelineExecutor(pipeline=base + [C4ParagraphFilter()], tasks=1)");

        assertThat(remarks(translation)).contains(
                "not translated: line 1: pipeline = base + [C4ParagraphFilter()]: it is not written out as a list");
        assertThat(parsed(translation).stages()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "", "print('hello')", "class MyPipelineExecutor(Base): pass", "'''pipeline=[JsonlReader(1)]'''", "((((", "[\"\"\""
    })
    void aScriptWithoutAPipelineIsRefused(String script) {
        assertThatThrownBy(() -> translate(script))
                .isInstanceOfSatisfying(TandemException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.INVALID_ARGUMENT))
                .hasMessageContaining("scripts/clean_news.py")
                .hasMessageContaining("pipeline=[...]");
    }
}
