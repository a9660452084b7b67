package dev.tandem.core.plugin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.tandem.core.engine.FusedPass.Verdict;
import dev.tandem.core.engine.PassStep;
import dev.tandem.core.error.ErrorCode;
import dev.tandem.core.error.TandemException;
import dev.tandem.core.model.Digest;
import dev.tandem.core.model.Part;
import dev.tandem.core.model.Sample;
import dev.tandem.core.operator.CurationOperator;
import dev.tandem.core.operator.OperatorCatalog;
import dev.tandem.core.operator.OperatorContext;
import dev.tandem.core.operator.RefusedFile;
import dev.tandem.core.plan.OperatorSpec;
import dev.tandem.core.plan.Planner;
import dev.tandem.core.recipe.OperatorUse;
import dev.tandem.core.recipe.RecipeParser;
import dev.tandem.core.rpc.OperatorMessages;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Jars of operators: each on its own, and what becomes of those that cannot be used. */
class OperatorFolderTest {
    @TempDir
    private Path folder;

    private final List<OperatorFolder> opened = new ArrayList<>();

    @AfterEach
    void close() {
        opened.forEach(OperatorFolder::close);
    }

    private OperatorCatalog load() {
        OperatorFolder loaded = OperatorFolder.open(OperatorCatalog.load(), Optional.of(folder), OperatorFolder.PYTHON);
        opened.add(loaded);
        return loaded.catalog();
    }

    private static CurationOperator create(OperatorCatalog catalog, String name) {
        return catalog.create(name, Map.of(), OperatorContext.withoutModels());
    }

    private static List<Verdict> run(OperatorCatalog catalog, String name, String... texts) {
        List<Sample> samples = Arrays.stream(texts)
                .map(text -> Sample.read("sample of " + text, Map.of(), List.of(new Part.Text(text))))
                .toList();
        List<Verdict> verdicts = new ArrayList<>();
        PassStep.inMemory(List.of(name), List.of(create(catalog, name)), samples, verdicts::add);
        return verdicts;
    }

    private static String map(OperatorCatalog catalog, String name, String text) {
        return run(catalog, name, text).getFirst().text().orElseThrow();
    }

    private static JarBuilder jar(String name, String expression) {
        return new JarBuilder().mapper(name, "own.Mapping", expression);
    }

    private static String library(String version) {
        return "package lib; public final class Library { public static String version() { return \"" + version + "\"; } }";
    }

    @Test
    void jarsWithClashingLibrariesUseEachItsOwn() throws IOException {
        jar("with_one", "text + lib.Library.version()").source("lib.Library", library("1")).write(folder.resolve("one.jar"));
        jar("with_two", "text + lib.Library.version()").source("lib.Library", library("2")).write(folder.resolve("two.jar"));
        OperatorCatalog catalog = load();

        assertThat(catalog.refused()).isEmpty();
        assertThat(catalog.own()).extracting(OperatorCatalog.Known::origin).containsExactly("one.jar", "two.jar");
        assertThat(map(catalog, "with_one", "library ")).isEqualTo("library 1");
        assertThat(map(catalog, "with_two", "library ")).isEqualTo("library 2");
    }

    @Test
    void aJarSeesTheApiAndNothingElseOfTandemAndItsLibraries() throws IOException {
        new JarBuilder()
                .operator("looker", "MAPPER", "own.Looker", """
                        @Override public String map(String name) {
                            try {
                                return Class.forName(name).getSimpleName() + " is seen";
                            } catch (ClassNotFoundException e) {
                                return name + " is hidden";
                            }
                        }
                        """)
                .write(folder.resolve("looker.jar"));
        OperatorCatalog catalog = load();

        for (Class<?> seen : List.of(Sample.class, CurationOperator.class, TandemException.class, org.slf4j.Logger.class)) {
            assertThat(map(catalog, "looker", seen.getName())).isEqualTo(seen.getSimpleName() + " is seen");
        }
        for (Class<?> hidden : List.of(PassStep.class, OperatorFolder.class, com.fasterxml.jackson.databind.JsonNode.class)) {
            assertThat(map(catalog, "looker", hidden.getName())).isEqualTo(hidden.getName() + " is hidden");
        }
    }

    @Test
    void aJarForAnotherVersionIsRefusedByNameAndARecipeSaysWhy() throws IOException {
        jar("of_tomorrow", "text").api("99").write(folder.resolve("new.jar"));
        jar("of_nobody", "text").api("").write(folder.resolve("unsaid.jar"));
        jar("of_today", "text + '!'").write(folder.resolve("today.jar"));
        OperatorCatalog catalog = load();

        assertThat(catalog.own()).extracting(known -> known.info().name()).containsExactly("of_today");
        assertThat(catalog.refused()).extracting(RefusedFile::file).containsExactly("new.jar", "unsaid.jar");
        assertThatThrownBy(() -> parse(catalog, "of_tomorrow"))
                .hasMessageContainingAll("recipe.yaml:1", "'of_tomorrow' of new.jar", "version 99", "Tandem has 1");
        assertThatThrownBy(() -> parse(catalog, "of_nobody"))
                .hasMessageContainingAll("'of_nobody' of unsaid.jar", "Tandem-Operator-Api: 1");
        assertThatThrownBy(() -> create(catalog, "of_tomorrow"))
                .isInstanceOfSatisfying(TandemException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.INVALID_RECIPE));
    }

    private static void parse(OperatorCatalog catalog, String operator) {
        new RecipeParser(catalog).parse("{name: a, stages: [{operators: [" + operator + "]}]}", "recipe.yaml");
    }

    @Test
    void brokenFilesStopNoOthers() throws IOException {
        Files.writeString(folder.resolve("a-text.jar"), "no jar at all");
        new JarBuilder().source("own.Empty", "package own; public final class Empty {}").write(folder.resolve("b-empty.jar"));
        jar("incomplete", "text").source("lib.Library", library("1"))
                .source("own.Base", "package own; public class Base { public static final lib.Library LIBRARY = new lib.Library(); }")
                .operator("childless", "MAPPER", "own.Childless",
                        "static final Object BASE = Base.LIBRARY; @Override public String map(String text) { return text; }")
                .without("lib.Library")
                .write(folder.resolve("c-incomplete.jar"));
        Files.writeString(folder.resolve("d-not-yaml.yaml"), "{");
        Files.writeString(folder.resolve(".hidden.jar"), "not looked at");
        Files.writeString(folder.resolve("README.md"), "not looked at");
        jar("whole", "text + '!'").write(folder.resolve("e-whole.jar"));
        OperatorCatalog catalog = load();

        assertThat(map(catalog, "whole", "still there")).isEqualTo("still there!");
        assertThat(catalog.refused()).extracting(RefusedFile::file)
                .containsExactly("a-text.jar", "b-empty.jar", "c-incomplete.jar", "d-not-yaml.yaml");
        assertThat(catalog.refused().get(1).reason()).contains("META-INF/tandem/operators.json", "operator-processor");
        assertThat(catalog.refused().get(2).operators()).containsExactly("incomplete", "childless");
        assertThat(catalog.refused().get(2).reason()).contains("lib/Library", "in the jar itself");
        assertThatThrownBy(() -> parse(catalog, "nobody_knows"))
                .hasMessageContainingAll("unknown operator 'nobody_knows'", "could not be loaded", "a-text.jar");
    }

    @Test
    void ofTwoFilesWithOneNameTheSecondIsRefused() throws IOException {
        jar("echo", "text + \" one\"").write(folder.resolve("one.jar"));
        jar("echo", "text + \" two\"").write(folder.resolve("two.jar"));
        OperatorCatalog catalog = load();

        assertThat(map(catalog, "echo", "echo")).isEqualTo("echo one");
        assertThat(catalog.refused()).singleElement().satisfies(file -> {
            assertThat(file.file()).isEqualTo("two.jar");
            assertThat(file.reason()).contains("'echo'", "one.jar");
        });
    }

    @Test
    void aFolderThatIsNotThereIsTold() {
        OperatorFolder missing = OperatorFolder.open(
                OperatorCatalog.load(), Optional.of(folder.resolve("none")), OperatorFolder.PYTHON);

        assertThat(missing.catalog().refused()).singleElement()
                .satisfies(file -> assertThat(file.reason()).contains("TANDEM_OPERATORS_FOLDER"));
    }

    @Test
    void aChangedJarGivesOtherKeysAndTheSameJarTheSame() throws IOException {
        jar("echo", "text").write(folder.resolve("echo.jar"));
        OperatorSpec first = spec(load());
        Files.move(folder.resolve("echo.jar"), folder.resolve("renamed.jar"), StandardCopyOption.REPLACE_EXISTING);
        OperatorSpec renamed = spec(load());
        jar("echo", "text + '?'").write(folder.resolve("renamed.jar"));
        OperatorSpec changed = spec(load());

        assertThat(key(renamed)).isEqualTo(key(first));
        assertThat(key(changed)).isNotEqualTo(key(first));
        assertThat(key(new OperatorSpec("echo", "echo", 1, Map.of(), Map.of()))).isNotEqualTo(key(first));
        assertThat(OperatorMessages.spec(OperatorMessages.message(changed))).isEqualTo(changed);
        OperatorCatalog catalog = load();
        catalog.require("echo", changed.code());
        assertThatThrownBy(() -> catalog.require("echo", first.code()))
                .isInstanceOfSatisfying(TandemException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.OPERATOR_UNAVAILABLE))
                .hasMessageContainingAll(first.code().orElseThrow().abbreviated(), changed.code().orElseThrow().abbreviated());
    }

    private static OperatorSpec spec(OperatorCatalog catalog) {
        return new Planner(catalog).specs(List.of(new OperatorUse("echo", Map.of()))).getFirst();
    }

    private static Digest key(OperatorSpec spec) {
        return PassStep.key(Digest.of("input"), List.of(spec), Map.of());
    }

    @Test
    void aJarThatIsReplacedMeanwhileIsUsedAfterTheNextStart() throws IOException {
        jar("late", "text + \" before\"").write(folder.resolve("late.jar"));
        OperatorCatalog catalog = load();
        jar("late", "text + \" after\"").write(folder.resolve("late.jar"));

        assertThat(map(catalog, "late", "loaded")).isEqualTo("loaded before");
        assertThat(map(load(), "late", "loaded")).isEqualTo("loaded after");
    }

    @Test
    void aDefectFailsTheSampleThatMeetsItAlone() throws IOException {
        new JarBuilder()
                .operator("divider", "FILTER", "own.Divider", """
                        @Override public List<Feature> features() { return List.of(Feature.number("quotient")); }
                        @Override public void measure(Batch batch, Measurements out) {
                            for (int row = 0; row < batch.size(); row++) {
                                out.number(row, 0, 12 / batch.samples().get(row).text().length());
                            }
                        }
                        @Override public Decision decide(FeatureRow row) { return Decision.KEEP; }
                        """)
                .mapper("forgetful", "own.Forgetful", "text.isEmpty() ? null : text + '!'")
                .operator("deep", "MAPPER", "own.Deep", """
                        @Override public String map(String text) { return text.isEmpty() ? map(text) + text : text + "!"; }
                        """)
                .write(folder.resolve("defects.jar"));
        OperatorCatalog catalog = load();

        for (String name : List.of("divider", "forgetful", "deep")) {
            List<Verdict> verdicts = run(catalog, name, "one", "", "two");
            assertThat(verdicts.get(1).failure()).hasValueSatisfying(failure -> {
                assertThat(failure.code()).isEqualTo(ErrorCode.OPERATOR_FAILED);
                assertThat(failure.message()).contains("'" + name + "' of defects.jar");
            });
            assertThat(verdicts).filteredOn(verdict -> verdict.failure().isEmpty()).hasSize(2);
        }
        assertThat(run(catalog, "divider", "one", "", "two").getLast().values()).containsEntry("quotient", 4.0);
    }

    @Test
    void whatNoSampleIsToBlameForIsToldAsTheJars() throws IOException {
        new JarBuilder()
                .mapper("bare", "own.Bare", "text + lib.Library.version()")
                .source("lib.Library", library("1"))
                .without("lib.Library")
                .operator("undecided", "FILTER", "own.Undecided", """
                        @Override public List<Feature> features() { return List.of(Feature.number("nothing")); }
                        @Override public void measure(Batch batch, Measurements out) {}
                        @Override public Decision decide(FeatureRow row) { throw new IllegalStateException("no idea"); }
                        """)
                .write(folder.resolve("defects.jar"));
        OperatorCatalog catalog = load();

        for (String name : List.of("bare", "undecided")) {
            TandemException error = catchThrowableOfType(TandemException.class, () -> run(catalog, name, "text"));
            assertThat(error.code()).isEqualTo(ErrorCode.OPERATOR_BROKEN);
            assertThat(error).hasMessageContaining("'" + name + "' of defects.jar");
        }
    }
}
