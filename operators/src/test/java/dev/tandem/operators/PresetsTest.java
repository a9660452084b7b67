package dev.tandem.operators;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tandem.core.error.ErrorCode;
import dev.tandem.core.error.TandemException;
import dev.tandem.core.operator.OperatorCatalog;
import dev.tandem.core.plan.Plan;
import dev.tandem.core.plan.Planner;
import dev.tandem.core.recipe.OperatorUse;
import dev.tandem.core.recipe.Preset;
import dev.tandem.core.recipe.PresetCatalog;
import dev.tandem.core.recipe.RecipeParser;
import dev.tandem.core.recipe.RecipeText;
import dev.tandem.operators.testing.PresetRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

final class PresetsTest {
    private static final OperatorCatalog CATALOG = OperatorCatalog.load();

    static Stream<Preset> presets() {
        return PresetCatalog.load().all().stream();
    }

    private static Plan plan(String entries) {
        String yaml = "name: a\nstages:\n  - operators:\n      - jsonl:\n" + entries.indent(6);
        return new Planner(CATALOG).plan(new RecipeParser(CATALOG).parse(yaml, "recipe.yaml"));
    }

    private static Map<String, Object> parameters(String preset, String operator) {
        return new PresetRun(preset).operators().stream()
                .filter(use -> use.name().equals(operator))
                .findFirst()
                .orElseThrow()
                .parameters();
    }

    @ParameterizedTest
    @MethodSource("presets")
    void everyPresetIsPlannedAsItsOperatorsWrittenOutAre(Preset preset) {
        String written = preset.operators().stream().map(use -> "- " + RecipeText.of(use)).collect(Collectors.joining("\n"));

        assertThat(plan("- preset: " + preset.name())).isEqualTo(plan(written));
        assertThat(preset.operators()).extracting(OperatorUse::name).isNotEmpty().doesNotHaveDuplicates();
        assertThat(preset.description()).contains("(").endsWith(".");
    }

    @Test
    void everyFileOfTheFolderIsInTheIndexAndSaysWhereItsNumbersComeFrom() throws IOException {
        try (Stream<Path> files = Files.list(Path.of("src", "main", "resources").resolve(PresetCatalog.FOLDER))) {
            List<Path> presets = files.filter(file -> file.toString().endsWith(".yaml")).toList();

            assertThat(presets).allSatisfy(file -> assertThat(Files.readString(file)).startsWith("# "));
            assertThat(presets.stream().map(file -> file.getFileName().toString().replace(".yaml", "")))
                    .containsExactlyInAnyOrderElementsOf(presets().map(Preset::name).toList());
        }
    }

    @Test
    void bothPublishedValuesOfFinewebAreThere() {
        assertThat(parameters("fineweb", "fineweb_quality")).containsEntry("char_duplicates_ratio", 0.01);
        assertThat(parameters("fineweb-paper", "fineweb_quality")).containsEntry("char_duplicates_ratio", 0.1);
        assertThat(parameters("fineweb-paper", "c4_quality")).isEqualTo(parameters("fineweb", "c4_quality"))
                .containsEntry("filter_no_terminal_punct", false);
    }

    @Test
    void whatIsWrittenBelowThePresetTakesTheOperatorsPlaceInIt() {
        Plan plan = plan("""
                - text_length:
                - preset: gopher
                  gopher_quality: {min_stop_words: 0, stop_words: [der, die, das]}
                - words:
                """);

        assertThat(plan.steps().get(1).operators()).extracting(spec -> spec.label())
                .containsExactly("text_length", "gopher_repetition", "gopher_quality", "words");
        assertThat(plan.steps().get(1).operators().get(2).parameters())
                .containsEntry("min_stop_words", "0")
                .containsEntry("stop_words", "[der, die, das]")
                .containsEntry("min_doc_words", "50");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', value = {
        "- preset: golfer | recipe.yaml:5: unknown preset 'golfer'; did you mean 'gopher'?",
        "- {preset: gopher, gopher_qualty: {}} | the preset 'gopher' has no operator 'gopher_qualty'; did you mean 'gopher_quality'?",
        "- {preset: gopher, gopher_quality: {min_words: 3}} | 'gopher_quality': unknown parameter 'min_words'",
        "- {preset: gopher, gopher_quality: {min_stop_words: x}} | parameter 'min_stop_words' must be a number, found 'x'",
        "- {preset: gopher, gopher_quality: 7} | the parameters of 'gopher_quality' must be a mapping",
        "- {preset: } | 'preset' must be text, found nothing"
    })
    void whatIsWrongWithAPresetIsToldWithItsLine(String entry, String problem) {
        assertThatThrownBy(() -> plan(entry))
                .isInstanceOfSatisfying(TandemException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.INVALID_RECIPE))
                .hasMessageContaining("recipe.yaml:5: ")
                .hasMessageContaining(problem);
    }
}
