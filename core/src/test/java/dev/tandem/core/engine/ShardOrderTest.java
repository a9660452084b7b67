package dev.tandem.core.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.core.model.Digest;
import dev.tandem.core.model.Part;
import dev.tandem.core.model.Sample;
import dev.tandem.core.operator.Writer;
import dev.tandem.core.plan.OperatorSpec;
import dev.tandem.core.plan.Plan;
import dev.tandem.core.plan.PlannedStep;
import dev.tandem.core.plan.StepKind;
import dev.tandem.core.publish.DatasetPublisher;
import dev.tandem.core.recipe.Limits;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** The version of a published data set depends on its samples, and not on how they are cut into shards or ordered. */
final class ShardOrderTest {
    private static final WordSetDeduplicator OPERATOR = new WordSetDeduplicator(0.7);
    private static final OperatorSpec LINES = new OperatorSpec("lines", "lines", 1, Map.of(), Map.of());
    private static final List<Sample> SAMPLES = samples();
    private static final Digest REFERENCE = publish(List.of(SAMPLES));

    /** Texts of which each third has a near copy. */
    private static List<Sample> samples() {
        Random random = new Random(23);
        List<Sample> samples = new ArrayList<>();
        for (int i = 0; i < 300; i++) {
            StringBuilder text = new StringBuilder();
            for (int word = 0; word < 30; word++) {
                text.append("w").append(random.nextInt(100_000)).append(' ');
            }
            samples.add(Sample.read("page/" + i, Map.of(), List.of(new Part.Text(text.toString()))));
            if (i % 3 == 0) {
                samples.add(Sample.read("copy/" + i, Map.of(), List.of(new Part.Text(text + "more"))));
            }
        }
        return samples;
    }

    @Property(tries = 20)
    void versionDoesNotDependOnHowSamplesAreCutOrOrdered(
            @ForAll @IntRange(min = 1, max = 12) int shards, @ForAll long seed) {
        Random random = new Random(seed);
        List<Sample> shuffled = new ArrayList<>(SAMPLES);
        Collections.shuffle(shuffled, random);
        List<List<Sample>> cut = new ArrayList<>();
        for (int i = 0; i < shards; i++) {
            cut.add(new ArrayList<>());
        }
        shuffled.forEach(sample -> cut.get(random.nextInt(shards)).add(sample));
        assertThat(publish(cut)).isEqualTo(REFERENCE);
    }

    private static Digest publish(List<List<Sample>> shards) {
        DedupRun run = DedupRun.of(shards, OPERATOR);
        assertThat(run.counts().kept()).isEqualTo(300);
        Plan plan = new Plan(
                "order",
                List.of(
                        new PlannedStep(0, "all", StepKind.READ, List.of(LINES), OptionalInt.empty(), Optional.empty()),
                        new PlannedStep(
                                1, "all", StepKind.DEDUPLICATE, List.of(DedupRun.SPEC), OptionalInt.of(0), Optional.of("set"))),
                List.of(LINES),
                Limits.DEFAULT);
        Map<Integer, List<Digest>> views = run.views();
        return new DatasetPublisher(run.store)
                .publish(
                        new DatasetPublisher.Request(
                                "tenant", "set", plan, 1, Digest.of("input"), views, Map.of(), List.of(new Lines())),
                        Progress.SILENT)
                .version();
    }

    /** Writes ids and texts. */
    private static final class Lines implements Writer {
        @Override
        public String extension() {
            return "txt";
        }

        @Override
        public void write(Iterator<Sample> samples, Output out) throws IOException {
            while (samples.hasNext()) {
                Sample sample = samples.next();
                out.stream().write((sample.id() + " " + sample.text() + "\n").getBytes(StandardCharsets.UTF_8));
            }
        }
    }
}
