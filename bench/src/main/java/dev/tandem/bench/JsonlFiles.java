package dev.tandem.bench;

import dev.tandem.core.error.ErrorCode;
import dev.tandem.core.input.LocalInput;
import dev.tandem.core.model.Sample;
import dev.tandem.core.operator.OperatorCatalog;
import dev.tandem.core.operator.OperatorContext;
import dev.tandem.core.operator.Reader;
import dev.tandem.core.operator.Writer;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;

/** JSON Lines in and out, with the reader and the writer that a recipe has. */
final class JsonlFiles {
    private static final OperatorCatalog CATALOG = OperatorCatalog.load();

    private JsonlFiles() {}

    static Reader reader() {
        return (Reader) CATALOG.create("jsonl", Map.of(), OperatorContext.withoutModels());
    }

    static List<Sample> read(List<Path> files) {
        Reader reader = reader();
        LocalInput input = LocalInput.of(files);
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

    static void write(Iterator<Sample> samples, Path file) throws IOException {
        Writer writer = (Writer) CATALOG.writers().create("jsonl", Map.of(), OperatorContext.withoutModels());
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file))) {
            writer.write(samples, new TextOnly(out));
        }
    }

    private record TextOnly(OutputStream stream) implements Writer.Output {
        @Override
        public String media(String name, byte[] bytes) {
            throw new IllegalStateException("the corpus has no media");
        }
    }
}
