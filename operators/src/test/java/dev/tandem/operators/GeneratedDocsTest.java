package dev.tandem.operators;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.core.operator.OperatorCatalog;
import dev.tandem.core.operator.OperatorReference;
import dev.tandem.core.recipe.PresetCatalog;
import dev.tandem.core.recipe.PresetReference;
import dev.tandem.core.recipe.RecipeSchema;
import dev.tandem.core.recipe.RecipeText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The committed reference says what the operators say. */
final class GeneratedDocsTest {
    private static final Path DOCS = Path.of("..", "docs");

    private static void isUpToDate(String file, String generated) throws IOException {
        Path committed = DOCS.resolve(file);
        if (Boolean.getBoolean("tandem.docs.update")) {
            Files.createDirectories(DOCS);
            Files.writeString(committed, generated);
        }
        assertThat(committed)
                .as("docs/%s is made from the operators. Write it anew with"
                        + " './mvnw -pl operators -am test -Dtandem.docs.update=true' and commit it.", file)
                .hasContent(generated);
    }

    @Test
    void theReferencePageIsUpToDate() throws IOException {
        isUpToDate(
                "operators.md", OperatorReference.markdown(OperatorCatalog.load()) + PresetReference.markdown(PresetCatalog.load()));
    }

    @Test
    void theSchemaOfRecipesIsUpToDate() throws IOException {
        isUpToDate("recipe.schema.json", RecipeSchema.json(OperatorCatalog.load(), PresetCatalog.load()));
    }

    @Test
    void everyOperatorAndParameterIsOnThePage() {
        OperatorCatalog catalog = OperatorCatalog.load();
        String page = OperatorReference.markdown(catalog);
        for (OperatorCatalog part : new OperatorCatalog[] {catalog, catalog.writers()}) {
            part.all().forEach(info -> {
                assertThat(page).contains("### `" + info.name() + "`\n\n" + info.description());
                info.params().forEach(param -> assertThat(page).contains("| `" + param.name() + "` |"));
            });
        }
    }

    @Test
    void everyPresetIsOnThePageAsARecipeWouldHaveIt() {
        String page = PresetReference.markdown(PresetCatalog.load());
        assertThat(PresetCatalog.load().all()).isNotEmpty().allSatisfy(preset -> {
            assertThat(page).contains("### `" + preset.name() + "`\n\n" + preset.description());
            preset.operators().forEach(use -> assertThat(page).contains("\n- " + RecipeText.of(use) + "\n"));
        });
    }
}
