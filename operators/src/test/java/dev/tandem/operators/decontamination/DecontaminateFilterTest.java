package dev.tandem.operators.decontamination;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tandem.core.engine.FusedPass.Verdict;
import dev.tandem.core.evaluation.EvaluationItem;
import dev.tandem.core.evaluation.EvaluationRegistry;
import dev.tandem.core.evaluation.EvaluationSet;
import dev.tandem.core.evaluation.GivenEvaluationSets;
import dev.tandem.core.explain.Explainer;
import dev.tandem.core.explain.Explanation;
import dev.tandem.core.inference.Inference;
import dev.tandem.core.model.Digest;
import dev.tandem.core.model.Part;
import dev.tandem.core.model.Sample;
import dev.tandem.core.operator.MediaLimits;
import dev.tandem.core.operator.OperatorCatalog;
import dev.tandem.core.operator.OperatorContext;
import dev.tandem.core.store.ContentStore;
import dev.tandem.core.store.MemoryObjectStore;
import dev.tandem.core.whatif.WhatIf;
import dev.tandem.operators.testing.FilterRun;
import dev.tandem.operators.testing.MemoryRun;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class DecontaminateFilterTest {
    private static final String QUESTION = "Who opened the old stone bridge across the river Tarn";
    private static final String ANSWER = "A miller named Ulric opened it in 1820 with two grey donkeys and his daughter";
    private static final EvaluationSet BRIDGES = new EvaluationSet(List.of(
            new EvaluationItem("b1", QUESTION, List.of("It was closed", ANSWER)),
            new EvaluationItem("b2", "Is there a toll", List.of("no"))));
    private static final String REASON = "found in an evaluation set";

    private static FilterRun run(Map<String, Object> params) {
        return run(params, Map.of("bridges", BRIDGES), List.of("bridges"));
    }

    private static FilterRun run(Map<String, Object> params, Map<String, EvaluationSet> sets, List<String> names) {
        GivenEvaluationSets given = new GivenEvaluationSets(sets);
        Map<String, Object> all = new TreeMap<>(params);
        all.put("eval_sets", names.stream().map(name -> given.pin(name).toString()).toList());
        return new FilterRun("decontaminate", all, new OperatorContext(Inference.none(), MediaLimits.DEFAULT, given));
    }

    /** The answer has 15 words, thus 4 n-grams of 12. */
    @Test
    void everyPlaceWhereAnNgramOfAnAnswerBeginsCounts() {
        Verdict whole = run(Map.of()).of("Before. " + ANSWER + ". After.");
        assertThat(whole.decision().reason()).contains(REASON);
        assertThat(whole.values()).isEqualTo(Map.of(
                "ngrams", 4.0, "eval_set", "bridges", "eval_item", "b1",
                "ngram", "a miller named ulric opened it in 0 with two grey donkeys"));
        assertThat(run(Map.of()).of(ANSWER + "\n" + ANSWER).values()).containsEntry("ngrams", 8.0);

        Verdict missing = run(Map.of()).of(ANSWER.replace("with", "and"));
        assertThat(missing.decision().keep()).isTrue();
        assertThat(missing.values()).isEqualTo(Map.of("ngrams", 0.0, "eval_set", "", "eval_item", "", "ngram", ""));
    }

    @Test
    void caseNumbersPunctuationAndDiacriticsMakeNoDifference() {
        assertThat(run(Map.of()).decision("A MILLER, named \u201cUlr\u00edc\u201d, opened\u2003it (in 7.5) with two grey donkeys"))
                .isEqualTo(REASON);
    }

    /** The words of datatrove's own example: n-grams of 4, a question of 5 words, an answer of 5 words. */
    @Test
    void ngramsOfTheQuestionAndAcrossItsEndAreFoundAsIsAskedFor() {
        EvaluationSet letters =
                new EvaluationSet(List.of(new EvaluationItem("x", "alpha bravo carol delta eagle",
                        List.of("foxes grape hotel india jolly"))));
        List<String> texts = List.of(
                "foxes grape hotel india", "grape hotel india jolly", "alpha bravo carol delta", "bravo carol delta eagle",
                "carol delta eagle foxes", "delta eagle foxes grape", "eagle foxes grape hotel", "bravo carol eagle foxes");
        String found = "";
        for (boolean query : List.of(false, true)) {
            for (boolean overlap : List.of(false, true)) {
                FilterRun run = run(
                        Map.of("n_grams", 4, "find_query_ngrams", query, "find_overlap_ngrams", overlap),
                        Map.of("letters", letters), List.of("letters"));
                found += texts.stream().map(text -> run.decision(text).equals(REASON) ? "1" : "0").collect(Collectors.joining()) + " ";
            }
        }
        assertThat(found).isEqualTo("11000000 11001110 11110000 11111110 ");
    }

    @Test
    void shortQuestionsAndAnswersAreFoundOnlyTogether() {
        FilterRun run = run(Map.of("n_grams", 5));
        assertThat(run.decision("is there a toll no")).isEqualTo(REASON);
        assertThat(run.decision("is there a toll")).isEqualTo("keep");
        assertThat(run(Map.of("n_grams", 6)).decision("is there a toll no")).isEqualTo("keep");
        assertThat(run(Map.of("n_grams", 1)).decision("no")).isEqualTo(REASON);
        assertThat(run(Map.of("n_grams", 1)).decision("toll")).isEqualTo("keep");
    }

    @Test
    void theFirstItemOfTheFirstSetIsNamed() {
        EvaluationSet other = new EvaluationSet(List.of(new EvaluationItem("o1", "", List.of(ANSWER + " Berta"))));
        Map<String, EvaluationSet> sets = Map.of("bridges", BRIDGES, "other", other);
        assertThat(run(Map.of(), sets, List.of("other", "bridges")).of(ANSWER).values())
                .containsEntry("eval_set", "other").containsEntry("eval_item", "o1");
        Verdict second = run(Map.of(), sets, List.of("bridges", "other")).of(ANSWER.substring(ANSWER.indexOf("opened")) + " Berta");
        assertThat(second.values()).containsEntry("eval_set", "other").containsEntry("ngrams", 1.0);
    }

    @Test
    void someNgramsCanBeAllowed() {
        assertThat(run(Map.of("max_ngrams", 4)).decision(ANSWER)).isEqualTo("keep");
        assertThat(run(Map.of("max_ngrams", 3)).decision(ANSWER)).isEqualTo(REASON);
    }

    @Test
    void hugeWordsAreNamedByTheirBeginning() {
        String word = "\ud801\udc28".repeat(5_000);
        EvaluationSet huge = new EvaluationSet(List.of(new EvaluationItem("huge", "", List.of(word + " " + word))));
        Verdict verdict = run(Map.of("n_grams", 2), Map.of("huge", huge), List.of("huge")).of(word + " " + word);
        assertThat(verdict.values()).containsEntry("eval_item", "huge");
        assertThat((String) verdict.values().get("ngram")).startsWith("\ud801\udc28").endsWith("\u2026").hasSizeLessThan(320);
    }

    @Test
    void ngramsAreThoseOfTheWordsThatTheyHave() {
        long[] words = {3, 1, 4, 1, 5, 9, 2, 6, 5, 3, 5, 1, 4, 1, 5};
        long[] ngrams = WordNgrams.of(words, 4);
        assertThat(ngrams).hasSize(12);
        IntStream.range(0, 12).forEach(i -> IntStream.range(0, 12).forEach(j -> assertThat(ngrams[i] == ngrams[j])
                .isEqualTo(i == j || (Math.min(i, j) == 1 && Math.max(i, j) == 11))));
        assertThat(WordNgrams.of(words, 16)).isEmpty();
        assertThat(WordNgrams.of(words, 15)).hasSize(1);
    }

    private static final String RECIPE = """
            name: clean
            stages:
              - name: pages
                publish: clean
                operators:
                  - jsonl:
                  - decontaminate: {eval_sets: [bridges]}
            """;
    private static final Sample CLEAN = sample("clean", "Nothing of the kind stands here");
    private static final Sample CONTAMINATED = sample("copied", "See: " + ANSWER);

    private static Sample sample(String source, String text) {
        return Sample.read(source, Map.of(), List.of(new Part.Text(text)));
    }

    private static EvaluationRegistry registry(MemoryObjectStore objects) {
        return new EvaluationRegistry(new ContentStore(objects), MemoryRun.TENANT);
    }

    @Test
    void aRunDropsTheContaminatedSampleAndNamesTheItem() {
        MemoryObjectStore objects = new MemoryObjectStore();
        Digest version = registry(objects).add("bridges", BRIDGES).version();
        MemoryRun run = MemoryRun.of(objects, RECIPE, List.of(List.of(CLEAN, CONTAMINATED)));

        assertThat(run.kept("pages")).containsExactly(CLEAN.id());
        assertThat(run.reasons(1)).isEqualTo(Map.of("decontaminate: " + REASON, 1L));
        Explanation why = new Explainer(objects, OperatorCatalog.load()).explain(run.record("run"), "copied").orElseThrow();
        Explanation.Verdict verdict = why.verdicts().getLast();
        assertThat(verdict.values()).containsEntry("eval_set", "bridges").containsEntry("eval_item", "b1");
        assertThat(verdict.parameters()).containsEntry("eval_sets", "[bridges@" + version + "]");
        assertThat(new WhatIf(run.store(), OperatorCatalog.load())
                        .ask(run.record("run"), Map.of("decontaminate.max_ngrams", "4"), 1).steps().getFirst().nowKept())
                .isEqualTo(1);
    }

    @Test
    void anotherVersionOfTheSetMakesOtherKeysAndTheOldOneCanBeNamed() {
        MemoryObjectStore objects = new MemoryObjectStore();
        EvaluationRegistry registry = registry(objects);
        Digest first = registry.add("bridges", BRIDGES).version();
        List<List<Sample>> shards = List.of(List.of(CLEAN, CONTAMINATED));
        Digest before = MemoryRun.of(objects, RECIPE, shards).views(1).getFirst().key();
        registry.add("bridges", new EvaluationSet(BRIDGES.items().subList(1, 2)));
        MemoryRun changed = MemoryRun.of(objects, RECIPE, shards);

        assertThat(changed.views(1).getFirst().key()).isNotEqualTo(before);
        assertThat(changed.kept("pages")).hasSize(2);
        String pinned = RECIPE.replace("[bridges]", "[\"bridges@" + first + "\"]");
        assertThat(MemoryRun.of(objects, pinned, shards).views(1).getFirst().key()).isEqualTo(before);
    }

    @Test
    void setsThatThereAreNotAreNamed() {
        assertThatThrownBy(() -> MemoryRun.of(RECIPE, List.of()))
                .hasMessageContainingAll("no evaluation set 'bridges'", "eval-sets add");
        assertThatThrownBy(() -> MemoryRun.of(RECIPE.replace("[bridges]", "[]"), List.of())).hasMessageContaining("'eval_sets' is empty");
        assertThatThrownBy(() -> MemoryRun.of(RECIPE.replace("bridges", "x@12"), List.of())).hasMessageContaining("name@digest");
        assertThatThrownBy(() -> MemoryRun.of(RECIPE.replace("[bridges]", "[\"x@" + Digest.of("x") + "\"]"), List.of()))
                .hasMessageContaining("no version");
    }

    @Test
    void theCheckBeforeTrainingsFindsWhatTheFilterWouldDrop() {
        GivenEvaluationSets given = new GivenEvaluationSets(Map.of("bridges", BRIDGES));
        ContaminationCheck check = new ContaminationCheck(List.of(given.pin("bridges").toString()), given);
        assertThat(check.find("nothing of the kind")).isEmpty();
        assertThat(check.find("See: " + ANSWER + "!")).hasValueSatisfying(shared -> {
            assertThat(shared.set()).isEqualTo("bridges");
            assertThat(shared.item()).isEqualTo("b1");
            assertThat(shared.words()).isNotBlank();
        });
    }
}
