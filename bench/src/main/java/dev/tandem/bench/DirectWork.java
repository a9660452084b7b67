package dev.tandem.bench;

import dev.tandem.core.engine.LineDeduplication;
import dev.tandem.core.input.LocalInput;
import dev.tandem.core.operator.Deduplicator;
import dev.tandem.core.operator.LineReader;
import dev.tandem.core.sort.SortSpace;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;

/** Deduplication in one process, as {@code tandem apply} does it: JSON Lines in, and out the lines that stay. */
record DirectWork(Deduplicator operator) implements Workload {
    /** All documents in one file, in the folder of the corpus; made of the others when it is first needed. */
    static final String WHOLE = "whole/whole.jsonl";

    private static final long MEMORY_BYTES = 256L << 20;

    static DirectWork of(Deduplication stored) {
        return new DirectWork(stored.operator());
    }

    @Override
    public int run(List<Path> files, Path folder, ExecutorService threads) throws Exception {
        LocalInput input = LocalInput.of(List.of(whole(files)));
        LineDeduplication lines = new LineDeduplication((LineReader) JsonlFiles.reader(), input, input.files().getFirst());
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(folder.resolve("kept.jsonl")))) {
            return (int) lines.run(operator, new SortSpace(MEMORY_BYTES, folder.resolve("sort")), out, Optional.empty()).kept();
        }
    }

    /** The command takes one file. */
    private static Path whole(List<Path> parts) throws IOException {
        Path whole = parts.getFirst().resolve("../..").resolve(WHOLE).normalize();
        if (Files.exists(whole)) {
            return whole;
        }
        Files.createDirectories(whole.getParent());
        Path partial = Files.createTempFile(whole.getParent(), "whole", ".partial");
        try (OutputStream out = Files.newOutputStream(partial)) {
            for (Path part : parts) {
                Files.copy(part, out);
            }
        }
        return Files.move(partial, whole, StandardCopyOption.ATOMIC_MOVE);
    }
}
