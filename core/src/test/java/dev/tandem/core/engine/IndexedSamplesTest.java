package dev.tandem.core.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.core.duplicates.DuplicateClusters;
import dev.tandem.core.duplicates.DuplicateIndexes;
import dev.tandem.core.duplicates.DuplicateIndexes.Takedown;
import dev.tandem.core.duplicates.StepClusters.Earlier;
import dev.tandem.core.duplicates.StepClusters.Member;
import dev.tandem.core.model.Digest;
import dev.tandem.core.model.Part;
import dev.tandem.core.model.Sample;
import dev.tandem.core.plan.Plan;
import dev.tandem.core.plan.PlannedStep;
import dev.tandem.core.plan.PlannedStep.DuplicateIndex;
import dev.tandem.core.plan.StepKind;
import dev.tandem.core.recipe.Limits;
import dev.tandem.core.run.Documents;
import dev.tandem.core.run.RunRecord;
import dev.tandem.core.run.RunStatus;
import dev.tandem.core.run.RunStore;
import dev.tandem.core.run.StepRecord;
import dev.tandem.core.store.MemoryObjectStore;
import dev.tandem.core.store.ObjectKey;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The clusters of a run show what it compared with. */
class IndexedSamplesTest {
    private static final WordSetDeduplicator OPERATOR = new WordSetDeduplicator(0.7);
    private static final Sample ONE = sample("one", "a b c d e f g");
    private static final Sample TWO = sample("two", "h i j k l m n");
    private static final Sample OTHER = sample("other", "o p q r s t u");
    private static final Sample COPY = sample("copy", "a b c d e f g");

    private final MemoryObjectStore objects = new MemoryObjectStore();
    private final ShardStore store = new ShardStore(objects);
    private final Documents documents = new Documents(store.contents());
    private final DuplicateIndexes indexes = new DuplicateIndexes(store.contents());
    private DedupRun earlier;

    @BeforeEach
    void compareOneAndTwo() {
        earlier = DedupRun.reading(store, List.of(List.of(OTHER), List.of(TWO, ONE)));
        earlier.deduplicate(indexes, "index", OPERATOR);
        new RunStore(objects).put(record("run", earlier, Optional.empty()));
    }

    private static Sample sample(String source, String text) {
        return Sample.read(source, Map.of(), List.of(new Part.Text(text)));
    }

    private RunRecord record(String name, DedupRun run, Optional<Digest> compared) {
        PlannedStep dedup = new PlannedStep(
                1, "all", StepKind.DEDUPLICATE, List.of(DedupRun.SPEC), OptionalInt.of(0), Optional.of("set"),
                Optional.of(new DuplicateIndex("index", compared)), false);
        Plan plan = new Plan(
                name,
                List.of(new PlannedStep(0, "all", StepKind.READ, List.of(DedupRun.SPEC), OptionalInt.empty(), Optional.empty()), dedup),
                List.of(),
                Limits.DEFAULT);
        List<StepRecord> steps = run.views().entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .map(step -> new StepRecord(
                        step.getKey(), "all", plan.steps().get(step.getKey()).kind(), List.of(),
                        Optional.of(documents.putKeys(step.getValue())), 1, 1, 0, Counts.NONE, Map.of(), Map.of(), 0))
                .toList();
        return new RunRecord(
                RunRecord.FORMAT, name, DedupRun.TENANT, name, "recipe.yaml", documents.putPlan(plan), Digest.of("input"),
                RunStatus.COMPLETED, "2026-01-01T00:00:00Z", Optional.of("2026-01-01T00:00:01Z"), Optional.empty(), steps, List.of(),
                Optional.empty(), List.of(), List.of());
    }

    /** The samples of the cluster of a copy of the first sample, which another run has, by their ids. */
    private Map<Digest, Member> members() {
        Optional<Digest> version = indexes.newest(DedupRun.TENANT, "index");
        DedupRun later = DedupRun.reading(store, List.of(List.of(COPY)));
        later.deduplicate(indexes, "index", version, OPERATOR);
        return new DuplicateClusters(store).of(record("later", later, version), 3).getFirst().largest().getFirst().examples().stream()
                .collect(Collectors.toMap(Member::sample, Function.identity()));
    }

    @Test
    void withDataSetSourceAndText() {
        Map<Digest, Member> members = members();

        assertThat(members).containsOnlyKeys(ONE.id(), COPY.id());
        assertThat(members.values()).filteredOn(Member::stays).hasSize(1);
        assertThat(members.get(COPY.id()).earlier()).isEmpty();
        Member one = members.get(ONE.id());
        assertThat(List.of(one.source(), one.text())).containsExactly("one", "a b c d e f g");
        assertThat(one.earlier()).contains(new Earlier("pages", "run"));
    }

    @Test
    void afterOthersOfItsShardWereRemoved() {
        indexes.remove(
                DedupRun.TENANT, "index", new Takedown(Set.of(TWO.id()), "me", "2026-01-01T00:00:00Z"), spec -> OPERATOR,
                Progress.SILENT);

        Member one = members().get(ONE.id());
        assertThat(one.source()).isEqualTo("one");
        assertThat(one.earlier()).contains(new Earlier("pages", "run"));
    }

    @Test
    void withNoMoreThanIdAndDataSetWhenItsShardIsGone() {
        earlier.inputs.forEach(view -> objects.delete(ObjectKey.shard(view.shard())));

        Member one = members().get(ONE.id());
        assertThat(List.of(one.source(), one.text())).containsExactly("", "");
        assertThat(one.earlier()).contains(new Earlier("pages", "run"));
    }

    @Test
    void withNoMoreThanItsIdWhenTheIndexDoesNotSay() {
        objects.delete(ObjectKey.run("run"));

        assertThat(members().get(ONE.id()).source()).isEmpty();
    }
}
