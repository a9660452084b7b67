package dev.tandem.core.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tandem.core.error.ErrorCode;
import dev.tandem.core.error.TandemException;
import dev.tandem.core.json.Json;
import dev.tandem.core.model.Digest;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ExperimentParserTest {
    static final String YAML = """
            experiment: thresholds
            pools:
              docs: [docs, more.zip]
            recipes: {strict: strict.yaml, loose: loose.yaml}
            models: {image: efficientnet_lite0, text: minilm}
            trainers:
              towers:
                two_towers: {epochs: 20, learning_rate: 1.0e-3}
              own:
                my_trainer: {epochs: 4}
            seeds: [1, 2, 3]
            evaluation:
              metric: recall_at_5
              recipe: strict
              held_out: 5
              slices: [source]
              clean_of: [quiz]
              label: {field: kind, positive: chart}
            halving: {rungs: 3, eta: 2, by: epochs}
            promote: {dataset: pairs, model: towers, incumbent: docs/loose/towers}
            """;

    private static Experiment parse(String yaml) {
        return ExperimentParser.parse(yaml, "e.yaml");
    }

    @Test
    void anExperimentIsReadAsItStands() {
        Experiment experiment = parse(YAML);
        assertThat(experiment.pools()).isEqualTo(Map.of("docs", List.of("docs", "more.zip")));
        assertThat(experiment.trainers().get("towers").config()).isEqualTo(Map.of("epochs", 20L, "learning_rate", 1e-3));
        assertThat(experiment.seeds()).containsExactly(1L, 2L, 3L);
        assertThat(experiment.halving()).isEqualTo(new Halving(3, 2, Halving.Measure.EPOCHS));
        assertThat(experiment.evaluation().label()).contains(new Experiment.LabelField("kind", "chart"));
        assertThat(experiment.variants()).extracting(Variant::toString).containsExactly(
                "docs/loose/own", "docs/loose/towers", "docs/strict/own", "docs/strict/towers");
        assertThat(experiment.incumbent()).contains(new Variant("docs", "loose", "towers"));
    }

    @Test
    void whatIsLeftOutHasDefaults() {
        Experiment experiment = parse("""
                {experiment: e, pools: {p: [x]}, recipes: {b: b.yaml, a: a.yaml}, models: {image: i, text: t},
                 trainers: {t: {two_towers: {}}}, seeds: [1], evaluation: {metric: area}}""");
        assertThat(experiment.halving()).isEqualTo(Halving.NONE);
        assertThat(experiment.evaluation().recipe()).isEqualTo("a");
        assertThat(experiment.evaluation().heldOut()).isEqualTo(4);
        assertThat(experiment.promote()).isEmpty();
        assertThat(experiment.mostPairs()).isEqualTo(20_000);
    }

    @Test
    void everyProblemIsToldWithItsLine() {
        refused(YAML.replace("seeds: [1, 2, 3]", "seeds: [1, 1, 2.5]"), "e.yaml:11: seeds are whole numbers, each once");
        refused(YAML.replace("eta: 2", "eta: 1"), "'eta' must be a number from 2 to 16");
        refused(YAML.replace("by: epochs", "by: luck"), "'by' must be data or epochs");
        refused(YAML.replace("my_trainer: {epochs: 4}", "my_trainer: {}"), "needs 'epochs' among the settings of the trainer 'own'");
        refused(YAML.replace("docs/loose/towers", "docs/none/towers"), "'incumbent: docs/none/towers' is none of");
        refused(YAML.replace("docs/loose/towers", "loose"), "'incumbent' must be pool/recipe/trainer");
        refused(YAML.replace("recipe: strict\n", "recipe: other\n"), "'recipe: other' is none of [loose, strict]");
        refused(YAML.replace("metric: recall_at_5", "metrik: x"), "unknown key 'metrik'", "'metric' is missing");
        refused(YAML.replace("experiment: thresholds", "experiment: ../x"), "found '../x'");
        refused(YAML.replace("dataset: pairs, model: towers, ", ""), "names a 'dataset', a 'model', or both");
        refused(YAML.replace("  docs: [docs, more.zip]", "  Docs/x: [docs]"), "found 'Docs/x'");
        refused(YAML.replace("docs: [docs, more.zip]", "docs: []"), "at least one path");
        refused(YAML.replace("two_towers: {epochs: 20, learning_rate: 1.0e-3}", "two_towers: {epochs: [1]}"), "'epochs' must be a text");
        refused("{experiment: e}", "'pools' is missing", "'recipes' is missing", "'seeds' is missing", "'evaluation' is missing");
        refused("- a", "must be a mapping");
        StringBuilder seeds = new StringBuilder("[0");
        for (int i = 1; i < 50; i++) {
            seeds.append(", ").append(i);
        }
        String recipes = "recipes: {strict: s, loose: l, a: a, b: b, c: c, d: d}";
        refused(YAML.replace("[1, 2, 3]", seeds + "]").replace("recipes: {strict: strict.yaml, loose: loose.yaml}", recipes),
                "at most 500 trainings", "found 600");
    }

    private static void refused(String yaml, String... messages) {
        assertThatThrownBy(() -> parse(yaml))
                .isInstanceOfSatisfying(TandemException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.INVALID_RECIPE))
                .hasMessageContainingAll(messages);
    }

    @Test
    void recordsAreStoredAndReadAgain() {
        Experiment experiment = parse(YAML);
        assertThat(Json.read(Json.bytes(experiment), Experiment.class).variants()).isEqualTo(experiment.variants());
        assertThat(Json.bytes(Json.read(Json.bytes(experiment), Experiment.class))).isEqualTo(Json.bytes(experiment));
        CellOutcome cell = new CellOutcome(
                new Variant("a", "b", "c"), 1, 2, Optional.of(Digest.of("x")), Optional.of(0.5), Optional.empty(), true);
        assertThat(Json.read(Json.bytes(cell), CellOutcome.class)).isEqualTo(cell);
    }

    @Test
    void theKeyOfACellHasAllThatItsResultDependsOn() {
        Experiment experiment = parse(YAML);
        CellSpec spec = spec(experiment, 1, 1, "towers");
        assertThat(spec.key("1")).isEqualTo(spec(experiment, 1, 1, "towers").key("1"));
        assertThat(List.of(spec.key("2"), spec(experiment, 2, 1, "towers").key("1"), spec(experiment, 1, 0.5, "towers").key("1"),
                        spec(experiment, 1, 1, "own").key("1")))
                .doesNotHaveDuplicates().doesNotContain(spec.key("1"));
        // Through a document and back, as its worker sees it.
        assertThat(Json.read(Json.bytes(spec), CellSpec.class).key("1")).isEqualTo(spec.key("1"));
    }

    private static CellSpec spec(Experiment experiment, long seed, double share, String trainer) {
        return new CellSpec(new Variant("docs", "loose", trainer), 0, seed, Digest.of("pool"), Digest.of("reference"),
                experiment.trainers().get(trainer), share, Halving.Measure.DATA, experiment.evaluation(), "m");
    }
}
