package dev.tandem.operators.testing;

import dev.tandem.core.engine.FusedPass.Verdict;
import dev.tandem.core.engine.PassStep;
import dev.tandem.core.model.Sample;
import dev.tandem.core.operator.OperatorCatalog;
import dev.tandem.core.operator.OperatorContext;
import dev.tandem.core.recipe.OperatorUse;
import dev.tandem.core.recipe.RecipeParser;
import java.util.List;
import java.util.function.Consumer;

/** Runs the operators of a preset, one after the other, in one pass in memory. */
public record PresetRun(String preset) {
    private static final OperatorCatalog CATALOG = OperatorCatalog.load();

    /** What comes in the place of the preset in a recipe. */
    public List<OperatorUse> operators() {
        return new RecipeParser(CATALOG)
                .parse("{name: a, stages: [{operators: [jsonl, {preset: " + preset + "}]}]}", "preset.yaml")
                .stages()
                .getFirst()
                .operators()
                .stream()
                .skip(1)
                .toList();
    }

    /** Tells what each operator said of each sample; operators are labelled with their names. */
    public void of(List<Sample> samples, Consumer<Verdict> verdicts) {
        PassStep.inMemory(
                operators().stream().map(OperatorUse::name).toList(),
                operators().stream()
                        .map(use -> CATALOG.create(use.name(), use.parameters(), OperatorContext.withoutModels()))
                        .toList(),
                samples,
                verdicts::accept);
    }
}
