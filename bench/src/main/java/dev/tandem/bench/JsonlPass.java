package dev.tandem.bench;

import dev.tandem.core.engine.FusedPass;
import dev.tandem.core.engine.PassStep;
import dev.tandem.core.model.Sample;
import dev.tandem.core.operator.CurationOperator;
import dev.tandem.core.operator.OperatorCatalog;
import dev.tandem.core.operator.OperatorContext;
import dev.tandem.core.recipe.OperatorUse;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Filters and mappers in one pass, from JSON Lines to JSON Lines, with the reader and the writer that a recipe has. */
record JsonlPass(List<OperatorUse> operators) implements FileWork {
    private static final OperatorCatalog CATALOG = OperatorCatalog.load();

    static JsonlPass of(String... names) {
        return new JsonlPass(List.of(names).stream().map(name -> new OperatorUse(name, Map.of())).toList());
    }

    @Override
    public int process(Path input, Path output) throws IOException {
        OperatorContext context = OperatorContext.withoutModels();
        List<CurationOperator> created = operators.stream()
                .map(use -> CATALOG.create(use.name(), use.parameters(), context))
                .toList();
        List<Sample> samples = JsonlFiles.read(List.of(input));
        FusedPass.Result result = PassStep.inMemory(
                operators.stream().map(OperatorUse::name).toList(), created, samples, FusedPass.VerdictSink.IGNORE);
        JsonlFiles.write(
                IntStream.range(0, samples.size())
                        .filter(result.selection().kept()::contains)
                        .mapToObj(row -> result.overlay().apply(row, samples.get(row)))
                        .iterator(),
                output);
        return result.selection().kept().getCardinality();
    }
}
