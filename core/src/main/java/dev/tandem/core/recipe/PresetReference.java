package dev.tandem.core.recipe;

/** The presets of the reference page, in Markdown. */
public final class PresetReference {
    private PresetReference() {}

    /** One section for each preset, by name; the same catalog gives the same page. */
    public static String markdown(PresetCatalog catalog) {
        StringBuilder page = new StringBuilder("""

                ## Presets

                A preset stands among the operators of a stage, and its operators come in its place: reports, explanations and the
                names of results know operators only. What another value is wanted for is written below its name:

                ```yaml
                - preset: fineweb
                  fineweb_quality: {char_duplicates_ratio: 0.05}
                ```
                """);
        for (Preset preset : catalog.all()) {
            page.append("\n### `").append(preset.name()).append("`\n\n").append(preset.description()).append("\n\n```yaml\n");
            preset.operators().forEach(use -> page.append("- ").append(RecipeText.of(use)).append('\n'));
            page.append("```\n");
        }
        return page.toString();
    }
}
