package dev.tandem.operators;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import dev.tandem.core.error.TandemException;
import dev.tandem.core.json.Json;
import dev.tandem.core.operator.OperatorCatalog;
import dev.tandem.core.recipe.PresetCatalog;
import dev.tandem.core.recipe.RecipeParser;
import dev.tandem.core.recipe.RecipeSchema;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** The schema and the parser agree on what a recipe is. */
final class RecipeSchemaTest {
    private static final OperatorCatalog CATALOG = OperatorCatalog.load();

    private final JsonSchema schema = JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
            .getSchema(RecipeSchema.json(CATALOG, PresetCatalog.load()));

    static List<Path> recipes() throws IOException {
        try (Stream<Path> files = Files.list(Path.of("..", "recipes"))) {
            return files.filter(file -> file.toString().endsWith(".yaml")).sorted().toList();
        }
    }

    private Set<ValidationMessage> problems(String yaml) {
        Object loaded = new Load(LoadSettings.builder().build()).loadFromString(yaml);
        return schema.validate(Json.mapper().<JsonNode>valueToTree(loaded));
    }

    private static boolean parses(String yaml) {
        try {
            new RecipeParser(CATALOG).parse(yaml, "recipe.yaml");
            return true;
        } catch (TandemException e) {
            return false;
        }
    }

    @ParameterizedTest
    @MethodSource("recipes")
    void theRecipesOfTheProjectFit(Path recipe) throws IOException {
        assertThat(problems(Files.readString(recipe))).isEmpty();
        assertThat(parses(Files.readString(recipe))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "{name: a, stages: [{operators: [html]}]}",
        "{name: a, stages: [{operators: [{html: }]}]}",
        "{name: a, stages: [{name: s, publish: p, operators: [jsonl, {text_length: {min_len: 5, max_len: Infinity}}]}, "
                + "{from: s, operators: []}]}",
        "{name: a, stages: [{operators: [jsonl, {language: {languages: [en, de], min_score: 0}}, {minhash: {keep: oldest}}]}]}",
        "{name: a, stages: [{operators: [jsonl]}], publish: {formats: [parquet, {jsonl: {}}]}, limits: {shard_samples: 1}}",
        "{name: a, stages: [{operators: [jsonl]}], publish: , limits: }",
        "{name: a, stages: [{operators: [jsonl, {preset: gopher}]}]}",
        "{name: a, stages: [{operators: [jsonl], review: {sample: 5}}]}",
        "{name: a, stages: [{operators: [jsonl], review: {sample: 5, timeout: 2d, on_timeout: keep_waiting, min_agreement: 0.5}}]}",
        "{name: a, stages: [{operators: [jsonl, {preset: gopher, gopher_quality: {min_stop_words: 0}, gopher_repetition: }]}]}"
    })
    void whatTheParserTakesFits(String yaml) {
        assertThat(parses(yaml)).isTrue();
        assertThat(problems(yaml)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "{stages: [{operators: [html]}]}",
        "{name: a}",
        "{name: a, stages: []}",
        "{name: A B, stages: [{operators: [html]}]}",
        "{name: a, stages: [{}]}",
        "{name: a, stages: [{operators: [htlm]}]}",
        "{name: a, stages: [{operators: html}]}",
        "{name: a, stages: [{operators: [{html: , jsonl: }]}]}",
        "{name: a, stages: [{operators: [{html: {depth: 1}}]}]}",
        "{name: a, stages: [{operators: [jsonl, {special_characters: {min_ratio: 2}}]}]}",
        "{name: a, stages: [{operators: [jsonl, {alphanumeric: {min_ratio: high}}]}]}",
        "{name: a, stages: [{operators: [jsonl, {word_repetition: {rep_len: 1.5}}]}]}",
        "{name: a, stages: [{operators: [jsonl, {exact: {keep: best}}]}]}",
        "{name: a, stages: [{operators: [jsonl, {exact: {ignore_case: maybe}}]}]}",
        "{name: a, stages: [{operators: [{jsonl: {text_key: {a: b}}}]}]}",
        "{name: a, stages: [{operators: [html], publish: {name: p}}]}",
        "{name: a, stages: [{operators: [html], when: now}]}",
        "{name: a, stages: [{operators: [html]}], publish: {formats: [html]}}",
        "{name: a, stages: [{operators: [html]}], limits: {shard_samples: 0}}",
        "{name: a, stages: [{operators: [html]}], limits: {max_failed_ratio: 1.5}}",
        "{name: a, stages: [{operators: [html]}], limits: {inference_calls: -1}}",
        "{name: a, stages: [{operators: [html]}], limits: {prices: {clip: dear}}}",
        "{name: a, stages: [{operators: [html]}], limits: {prices: [1]}}",
        "{name: a, stages: [{operators: [html]}], more: 1}",
        "{name: a, stages: [{operators: [html], review: }]}",
        "{name: a, stages: [{operators: [html], review: {timeout: 2d}}]}",
        "{name: a, stages: [{operators: [html], review: {sample: 0}}]}",
        "{name: a, stages: [{operators: [html], review: {sample: 5, timeout: soon}}]}",
        "{name: a, stages: [{operators: [html], review: {sample: 5, timeout: 2d, on_timeout: later}}]}",
        "{name: a, stages: [{operators: [html], review: {sample: 5, min_agreement: 2}}]}",
        "{name: a, stages: [{operators: [jsonl, {preset: golfer}]}]}",
        "{name: a, stages: [{operators: [jsonl, {preset: }]}]}",
        "{name: a, stages: [{operators: [jsonl, {preset: gopher, c4_quality: {}}]}]}",
        "{name: a, stages: [{operators: [jsonl, {preset: gopher, gopher_quality: {min_stop_words: few}}]}]}",
        "{name: a, stages: [{operators: [jsonl]}], publish: {formats: [{preset: gopher}]}}"
    })
    void whatTheParserRefusesDoesNotFit(String yaml) {
        assertThat(parses(yaml)).isFalse();
        assertThat(problems(yaml)).isNotEmpty();
    }
}
