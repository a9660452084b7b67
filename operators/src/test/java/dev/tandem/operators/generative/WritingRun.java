package dev.tandem.operators.generative;

import dev.tandem.core.inference.Generator;
import dev.tandem.core.inference.InferenceListener;
import dev.tandem.core.model.Digest;
import dev.tandem.core.model.Part;
import dev.tandem.core.model.PartAttributes;
import dev.tandem.core.model.Sample;
import dev.tandem.core.publish.DatasetManifest;
import dev.tandem.core.publish.Datasets;
import dev.tandem.core.score.ScoreCount;
import dev.tandem.core.score.ScorePolicy;
import dev.tandem.core.score.ScoredInference;
import dev.tandem.core.store.ContentStore;
import dev.tandem.core.store.MemoryObjectStore;
import dev.tandem.operators.testing.MemoryRun;
import dev.tandem.operators.testing.TestImages;
import dev.tandem.operators.testing.WordVectors;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A recipe with a model that writes, run over samples, in a store that stays. */
final class WritingRun {
    private static final Digest SHARD = Digest.of("shard");

    private final MemoryObjectStore objects;
    private final MemoryRun run;
    private final Map<String, ScoreCount> counts;

    private WritingRun(MemoryObjectStore objects, MemoryRun run, Map<String, ScoreCount> counts) {
        this.objects = objects;
        this.run = run;
        this.counts = counts;
    }

    /** One step of an operator over one shard. */
    static WritingRun of(MemoryObjectStore objects, Generator writing, String operator, List<Sample> samples) {
        String recipe = """
                name: written
                stages:
                  - name: all
                    publish: written
                    operators:
                      - jsonl
                      - %s
                """.formatted(operator);
        try (ScoredInference scored = new ScoredInference(
                new WordVectors(writing), InferenceListener.NONE, new ContentStore(objects), ScorePolicy.DEFAULT, SHARD, "tenant")) {
            // The contracts of the other models do not say what these read, by which scores are stored.
            WordVectors models = new WordVectors(scored.generator());
            return new WritingRun(objects, MemoryRun.asking(objects, models, recipe, List.of(samples)), scored.counts());
        }
    }

    static WritingRun of(Generator writing, String operator, Sample... samples) {
        return of(new MemoryObjectStore(), writing, operator, List.of(samples));
    }

    MemoryObjectStore objects() {
        return objects;
    }

    /** What the operator left, in order. */
    List<Sample> left() {
        List<Sample> left = new ArrayList<>();
        run.views(1).forEach(view -> run.store().live(view, (row, sample) -> left.add(sample)));
        return left;
    }

    /** An attribute of the first part of each sample that is left; empty where it has none. */
    List<String> attribute(String name) {
        return left().stream().map(sample -> sample.parts().getFirst().attributes().getOrDefault(name, "")).toList();
    }

    Map<String, Long> reasons() {
        return run.reasons(1);
    }

    Map<String, Long> refused() {
        return run.views(1).getFirst().refused();
    }

    /** How often the model was asked, and how often the answer was known. */
    ScoreCount count() {
        ScoreCount count = counts.getOrDefault("writer", ScoreCount.NONE);
        return new ScoreCount(count.asked(), count.known());
    }

    /** What was read and written of what was asked. */
    long tokens() {
        ScoreCount count = counts.getOrDefault("writer", ScoreCount.NONE);
        return count.readTokens() + count.writtenTokens();
    }

    DatasetManifest manifest() {
        return new Datasets(objects).manifest(MemoryRun.TENANT, "written", publish());
    }

    Digest publish() {
        return run.publish("written");
    }

    /** A picture of its own size, and what is said of it. */
    static Sample pair(int number, String caption) {
        return Sample.read("pair " + number, Map.of(), List.of(
                TestImages.part(TestImages.png(8 + number, 8), Map.of()),
                new Part.Text(caption, Map.of(PartAttributes.ROLE, PartAttributes.DESCRIPTION))));
    }
}
