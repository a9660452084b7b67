package dev.tandem.bench;

import dev.tandem.core.engine.DirectDeduplication;
import dev.tandem.core.model.MediaContent;
import dev.tandem.core.model.Modality;
import dev.tandem.core.model.Part;
import dev.tandem.core.model.Sample;
import dev.tandem.core.operator.Deduplicator;
import dev.tandem.core.operator.OperatorCatalog;
import dev.tandem.core.operator.OperatorContext;
import dev.tandem.core.operator.SampleView;
import dev.tandem.core.sort.SortSpace;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;

/** Hashes the key frames of videos and finds those that show the same; frames are decoded in another process, on the same core. */
record VideoWork(Deduplicator operator) implements Workload {
    private static final long MEMORY_BYTES = 64L << 20;

    static VideoWork of(String operator) {
        return new VideoWork((Deduplicator) OperatorCatalog.load().create(operator, Map.of(), OperatorContext.withoutModels()));
    }

    @Override
    public Inputs inputs() {
        return Inputs.VIDEOS;
    }

    @Override
    public int run(List<Path> files, Path folder, ExecutorService threads) throws Exception {
        int kept = files.size();
        try (DirectDeduplication duplicates = new DirectDeduplication(operator, new SortSpace(MEMORY_BYTES, folder.resolve("sort")))) {
            for (int i = 0; i < files.size(); i++) {
                byte[] video = Files.readAllBytes(files.get(i));
                Part part = new Part.Media(Modality.VIDEO, "video/mp4", MediaContent.of(video), Map.of());
                duplicates.add(i, new SampleView(Sample.read(files.get(i).getFileName().toString(), Map.of(), List.of(part))));
            }
            duplicates.find();
            for (Iterator<DirectDeduplication.Verdict> verdicts = duplicates.verdicts(); verdicts.hasNext();) {
                DirectDeduplication.Verdict verdict = verdicts.next();
                verdict.failure().ifPresent(failure -> {
                    throw new IllegalStateException(failure.message());
                });
                kept -= verdict.keep() ? 0 : 1;
            }
        }
        return kept;
    }
}
