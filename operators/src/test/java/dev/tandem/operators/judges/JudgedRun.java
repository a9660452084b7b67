package dev.tandem.operators.judges;

import dev.tandem.core.engine.ShardView;
import dev.tandem.core.inference.HttpGenerator;
import dev.tandem.core.inference.InferenceListener;
import dev.tandem.core.model.Digest;
import dev.tandem.core.model.Part;
import dev.tandem.core.model.PartAttributes;
import dev.tandem.core.model.Sample;
import dev.tandem.core.score.ScorePolicy;
import dev.tandem.core.score.ScoredInference;
import dev.tandem.core.shard.FeatureTable;
import dev.tandem.core.store.ContentStore;
import dev.tandem.core.store.MemoryObjectStore;
import dev.tandem.operators.testing.MemoryRun;
import dev.tandem.operators.testing.TestImages;
import dev.tandem.operators.testing.WordVectors;
import dev.tandem.testing.ScriptedModelServer;
import dev.tandem.testing.ScriptedModelServer.Asked;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * One operator over samples, with a server that does what a script says.
 *
 * @param asked all questions that came to the server
 */
record JudgedRun(MemoryRun run, List<Asked> asked) {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    static JudgedRun of(ScriptedModelServer.Script script, String operator, Sample... samples) {
        String recipe = """
                name: judged
                stages:
                  - name: all
                    publish: judged
                    operators:
                      - jsonl
                      - %s
                """.formatted(operator);
        MemoryObjectStore objects = new MemoryObjectStore();
        try (ScriptedModelServer server = new ScriptedModelServer(script);
                HttpGenerator generator = server.generator(PATIENCE);
                ScoredInference models = new ScoredInference(
                        new WordVectors(generator), InferenceListener.NONE, new ContentStore(objects), ScorePolicy.DEFAULT,
                        Digest.of("shard"), "tenant")) {
            MemoryRun run = MemoryRun.asking(objects, models, recipe, List.of(List.of(samples)));
            return new JudgedRun(run, server.asked());
        }
    }

    /** A picture, a question and answers. */
    static Sample exchange(String question, String... answers) {
        List<Part> parts = new ArrayList<>(List.of(
                TestImages.part(TestImages.png(9, 8), Map.of()),
                new Part.Text(question, Map.of(PartAttributes.ROLE, PartAttributes.QUESTION))));
        for (String answer : answers) {
            parts.add(new Part.Text(answer, Map.of(PartAttributes.ROLE, PartAttributes.ANSWER)));
        }
        return Sample.read("exchange " + question + String.join("/", answers), Map.of(), parts);
    }

    /** What stands within the quotation of a variable. */
    static String quoted(Asked asked, String name) {
        String prompt = asked.prompt();
        int tag = prompt.indexOf("<quoted name=\"" + name + "\"");
        int from = prompt.indexOf('\n', tag) + 1;
        return tag < 0 ? "" : prompt.substring(from, prompt.indexOf("\n</quoted", from));
    }

    private ShardView view() {
        return run.views(1).getFirst();
    }

    Map<String, Long> reasons() {
        return run.reasons(1);
    }

    Map<String, Long> refused() {
        return view().refused();
    }

    List<Sample> left() {
        List<Sample> left = new ArrayList<>();
        run.store().live(view(), (row, sample) -> left.add(sample));
        return left;
    }

    /** A feature of each row; null where it was not measured. */
    List<Object> feature(String column) {
        FeatureTable table = run.store().features(view().layers().getLast()).orElseThrow();
        List<Object> values = new ArrayList<>();
        for (int row = 0; row < view().rows(); row++) {
            values.add(table.row(row).get(column));
        }
        return values;
    }
}
