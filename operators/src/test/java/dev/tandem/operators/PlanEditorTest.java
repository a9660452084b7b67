package dev.tandem.operators;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.tuple;

import dev.tandem.core.error.ErrorCode;
import dev.tandem.core.error.TandemException;
import dev.tandem.core.json.Json;
import dev.tandem.core.operator.OperatorCatalog;
import dev.tandem.core.plan.Plan;
import dev.tandem.core.plan.PlanChange;
import dev.tandem.core.plan.PlanChange.Setting;
import dev.tandem.core.plan.PlanEditor;
import dev.tandem.core.plan.Planner;
import dev.tandem.core.recipe.RecipeParser;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlanEditorTest {
    private static final OperatorCatalog CATALOG = OperatorCatalog.load();
    private static final String RECIPE = """
            name: editor
            stages:
              - name: pages.v1
                operators: [html, {text_length: {min_len: 200}}, {language: {languages: [en]}}]
              - name: unique
                operators: [exact, minhash, exact]
            """;

    private final PlanEditor editor = new PlanEditor(CATALOG);

    private static Plan plan(String recipe) {
        return new Planner(CATALOG).plan(new RecipeParser(CATALOG).parse(recipe, "recipe.yaml"));
    }

    /** Whether a value came with the recipe or later, the plan is the same, and so are the keys of its results. */
    @Test
    void aChangedPlanIsThatOfTheChangedRecipe() {
        PlanChange change = editor.change(plan(RECIPE), Map.of(
                "pages.v1.text_length.min_len", "100",
                "pages.v1.language.languages", "[en, de]",
                "unique.minhash.jaccard_threshold", "0.75"));

        String recipe = RECIPE.replace("min_len: 200", "min_len: 100").replace("[en]", "[en, de]")
                .replace("minhash", "{minhash: {jaccard_threshold: 0.75}}");
        assertThat(Json.text(change.plan())).isEqualTo(Json.text(plan(recipe)));
        assertThat(change.settings()).extracting(Setting::name, Setting::before, Setting::after).containsExactly(
                tuple("pages.v1.language.languages", "[en]", "[en, de]"),
                tuple("pages.v1.text_length.min_len", "200", "100"),
                tuple("unique.minhash.jaccard_threshold", "0.7", "0.75"));
    }

    @Test
    void theStageMayBeLeftOutWhereOneHasTheOperator() {
        PlanChange change = editor.change(plan(RECIPE), Map.of("text_length.min_len", "100"));
        assertThat(change.settings()).extracting(Setting::name).containsExactly("pages.v1.text_length.min_len");

        String twice = RECIPE + "  - name: more\n    operators: [text_length]\n";
        assertThatExceptionOfType(TandemException.class)
                .isThrownBy(() -> editor.change(plan(twice), Map.of("text_length.min_len", "100")))
                .withMessageContainingAll("pages.v1, more", "such as pages.v1.text_length.min_len");
        assertThatExceptionOfType(TandemException.class)
                .isThrownBy(() -> editor.change(
                        plan(RECIPE), Map.of("text_length.min_len", "1", "pages.v1.text_length.min_len", "2")))
                .withMessageContaining("given twice");
    }

    @Test
    void whatIsTheSameIsNoChange() {
        PlanChange change = editor.change(plan(RECIPE), Map.of("pages.v1.text_length.min_len", "200"));
        assertThat(change.settings()).isEmpty();
        assertThat(change.plan()).isEqualTo(plan(RECIPE));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "min_len                        | 1    | expected stage.operator.parameter",
        ".text_length.min_len           | 1    | expected stage.operator.parameter",
        "text_length.                   | 1    | expected stage.operator.parameter",
        "text_lenght.min_len            | 1    | did you mean 'text_length'?",
        "exact.keep                     | first| in 2 places",
        "page.text_length.min_len       | 1    | there is no stage 'page'",
        "pages.v1.text_lenght.min_len   | 1    | did you mean 'text_length'?",
        "pages.v1.text_length.min_length| 1    | did you mean 'min_len'?",
        "pages.v1.text_length.min_len   | many | a number",
        "pages.v1.text_length.min_len   | -1   | found '-1'",
        "pages.v1.text_length.min_len   | [1   | expected a value as in a recipe",
        "pages.v1.text_length.min_len   | ''   | found nothing",
        "unique.exact.keep              | first| in 2 places",
    })
    void whatDoesNotFitIsTold(String parameter, String value, String message) {
        assertThatExceptionOfType(TandemException.class)
                .isThrownBy(() -> editor.change(plan(RECIPE), Map.of(parameter, value)))
                .withMessageContaining("'" + parameter + "'")
                .withMessageContaining(message)
                .satisfies(error -> assertThat(error.code()).isEqualTo(ErrorCode.INVALID_ARGUMENT));
    }
}
