package dev.tandem.bench;

import dev.tandem.core.engine.FusedPass;
import dev.tandem.core.engine.PassStep;
import dev.tandem.core.error.ErrorCode;
import dev.tandem.core.input.LocalInput;
import dev.tandem.core.model.Sample;
import dev.tandem.core.operator.CurationOperator;
import dev.tandem.core.operator.OperatorCatalog;
import dev.tandem.core.operator.OperatorContext;
import dev.tandem.core.operator.Reader;
import dev.tandem.core.operator.Writer;
import dev.tandem.core.recipe.OperatorUse;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Filters and mappers in one pass, from JSON Lines to JSON Lines, with the reader and the writer that a recipe has. */
record JsonlPass(List<OperatorUse> operators) implements Workload {
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
        List<Sample> samples = read(input, context);
        FusedPass.Result result = PassStep.inMemory(
                operators.stream().map(OperatorUse::name).toList(), created, samples, FusedPass.VerdictSink.IGNORE);
        Writer writer = (Writer) CATALOG.writers().create("jsonl", Map.of(), context);
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(output))) {
            writer.write(
                    IntStream.range(0, samples.size())
                            .filter(result.selection().kept()::contains)
                            .mapToObj(row -> result.overlay().apply(row, samples.get(row)))
                            .iterator(),
                    new TextOnly(out));
        }
        return result.selection().kept().getCardinality();
    }

    private static List<Sample> read(Path file, OperatorContext context) {
        Reader reader = (Reader) CATALOG.create("jsonl", Map.of(), context);
        LocalInput input = LocalInput.of(List.of(file));
        List<Sample> samples = new ArrayList<>();
        for (Reader.Split split : reader.split(input, Integer.MAX_VALUE)) {
            reader.read(input, split, new Reader.Output() {
                @Override
                public void accept(Sample sample) {
                    samples.add(sample);
                }

                @Override
                public void fail(String source, ErrorCode code, String message) {
                    throw new IllegalStateException(source + ": " + message);
                }
            });
        }
        return samples;
    }

    private record TextOnly(OutputStream stream) implements Writer.Output {
        @Override
        public String media(String name, byte[] bytes) {
            throw new IllegalStateException("the corpus has no media");
        }
    }
}
