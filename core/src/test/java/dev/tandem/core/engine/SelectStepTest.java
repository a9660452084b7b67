package dev.tandem.core.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.tandem.core.error.ErrorCode;
import dev.tandem.core.error.TandemException;
import dev.tandem.core.model.Digest;
import dev.tandem.core.model.Part;
import dev.tandem.core.model.Sample;
import dev.tandem.core.operator.Batch;
import dev.tandem.core.operator.Decision;
import dev.tandem.core.operator.Feature;
import dev.tandem.core.operator.FeatureReading;
import dev.tandem.core.operator.FeatureReading.Several;
import dev.tandem.core.operator.FeatureRow;
import dev.tandem.core.operator.Filter;
import dev.tandem.core.operator.Measurements;
import dev.tandem.core.operator.SampleSelector;
import dev.tandem.core.operator.SelectorRow;
import dev.tandem.core.operator.SetSelector;
import dev.tandem.core.plan.OperatorSpec;
import dev.tandem.core.shard.Selection.Outcome;
import dev.tandem.core.shard.Selection.Reason;
import dev.tandem.core.sort.SortSpace;
import dev.tandem.core.store.MemoryObjectStore;
import dev.tandem.core.store.ObjectKey;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

final class SelectStepTest {
    private static final OperatorSpec LENGTHS = new OperatorSpec("lengths", "lengths", 1, Map.of(), Map.of());
    private static final OperatorSpec SPEC = new OperatorSpec("chosen", "chosen", 1, Map.of(), Map.of());
    private static final Progress NEVER = samples -> {
        throw new AssertionError("work was done again");
    };

    private final MemoryObjectStore objects = new MemoryObjectStore();
    private final ShardStore store = new ShardStore(objects);
    private final SelectStep step = new SelectStep(store, SortSpace.temporary(SortSpace.LEAST_BYTES));

    private List<ShardView> shards(String... texts) {
        List<List<Sample>> shards = new ArrayList<>();
        for (String shard : texts) {
            shards.add(Arrays.stream(shard.split(" "))
                    .map(text -> Sample.read(shards.size() + text, Map.of(), List.of(new Part.Text(text))))
                    .toList());
        }
        return DedupRun.reading(store, shards).inputs;
    }

    private ShardView measured(ShardView input) {
        return new PassStep(store).run(
                PassStep.key(input.key(), List.of(LENGTHS), Map.of()), input, List.of(LENGTHS), List.of(new Lengths()), Progress.SILENT);
    }

    private Set<String> texts(List<ShardView> views) {
        Set<String> texts = new TreeSet<>();
        views.forEach(view -> store.live(view, (row, sample) -> texts.add(sample.text())));
        return texts;
    }

    private List<ShardView> fromAll(List<ShardView> inputs, SetSelector selector, Progress progress) {
        List<Digest> keys = inputs.stream().map(ShardView::key).toList();
        List<Digest> summaries = inputs.stream()
                .map(input -> step.summarize(SelectStep.summaryKey(input.key(), SPEC), input, selector, progress))
                .toList();
        Digest finding = step.merge(SelectStep.findingKey(keys, SPEC), summaries, selector, progress);
        return inputs.stream()
                .map(input -> step.select(
                        SelectStep.judgeKey(finding, input.key(), SPEC), input, finding, SPEC, selector, progress))
                .toList();
    }

    @Test
    void aSampleIsJudgedByWhatTheLatestStepMeasured() {
        ShardView input = measured(shards("a bbbb drop").getFirst());
        ShardView output = step.select(SelectStep.key(input.key(), SPEC), input, SPEC, new Longer(2), Progress.SILENT);

        assertThat(texts(List.of(output))).containsExactly("bbbb");
        assertThat(output.counts()).isEqualTo(new Counts(2, 0, 1, 1, 0, 0, 0));
        assertThat(output.reasons()).isEqualTo(Map.of("chosen: too short", 1L));
        assertThat(store.selection(output.layers().getLast()).reasonOf(0))
                .contains(new Reason(Outcome.DROPPED, "chosen", "too short"));
        assertThat(store.features(output.layers().getLast()).orElseThrow().row(1))
                .isEqualTo(Map.of("chosen.length", 4.0, "chosen.halves", 2.0));
        assertThat(store.features(output.layers().getLast()).orElseThrow().row(2)).isEmpty();
    }

    @Test
    void aSetIsJudgedByAllOfItsShards() {
        List<ShardView> outputs = fromAll(shards("aa ab b", "ac d", "ae d2 f"), new Frequent(2), Progress.SILENT);

        assertThat(texts(outputs)).containsExactly("b", "d", "d2", "f");
        assertThat(outputs.getFirst().counts()).isEqualTo(new Counts(3, 0, 1, 2, 0, 0, 0));
        assertThat(store.features(outputs.getLast().layers().getLast()).orElseThrow().row(0)).isEqualTo(Map.of("chosen.count", 4.0));
    }

    @Test
    void finishedWorkIsNotDoneAgain() {
        List<ShardView> inputs = shards("aa ab b", "ac d");
        List<ShardView> outputs = fromAll(inputs, new Frequent(2), Progress.SILENT);

        assertThat(fromAll(inputs, new Frequent(2), NEVER)).isEqualTo(outputs);
        ShardView input = measured(inputs.getFirst());
        ShardView output = step.select(SelectStep.key(input.key(), SPEC), input, SPEC, new Longer(2), Progress.SILENT);
        assertThat(step.select(SelectStep.key(input.key(), SPEC), input, SPEC, new Longer(2), NEVER)).isEqualTo(output);
    }

    @Test
    void whatWasCollectedAsGarbageIsMadeAgain() {
        List<ShardView> inputs = shards("aa ab b", "ac d");
        List<ShardView> outputs = fromAll(inputs, new Frequent(2), Progress.SILENT);
        List<ObjectKey> summaries = objects.list("summaries/");
        summaries.forEach(objects::delete);

        assertThat(fromAll(inputs, new Frequent(2), Progress.SILENT)).isEqualTo(outputs);
        assertThat(objects.list("summaries/")).isEqualTo(summaries);
    }

    @Test
    void anythingThatCanBeLookedUpIsInMemoryAsWell() {
        List<Sample> samples = new ArrayList<>();
        shards("aa ab b", "ac d").forEach(view -> store.live(view, (row, sample) -> samples.add(sample)));

        assertThat(SelectStep.inMemory(new Frequent(2), SelectorRows.of(samples, new double[0][])))
                .containsExactly(
                        new SelectStep.Verdict(0, Decision.drop("too frequent"), Map.of("count", 3.0)),
                        new SelectStep.Verdict(1, Decision.drop("too frequent"), Map.of("count", 3.0)),
                        new SelectStep.Verdict(2, Decision.KEEP, Map.of()),
                        new SelectStep.Verdict(3, Decision.drop("too frequent"), Map.of("count", 3.0)),
                        new SelectStep.Verdict(4, Decision.KEEP, Map.of()));
    }

    @Test
    void aValueThatNoStepMeasuredIsTold() {
        ShardView input = shards("a bbbb").getFirst();

        assertThatExceptionOfType(TandemException.class)
                .isThrownBy(() -> step.select(SelectStep.key(input.key(), SPEC), input, SPEC, new Longer(2), Progress.SILENT))
                .withMessageContaining("'lengths.length'")
                .satisfies(error -> assertThat(error.code()).isEqualTo(ErrorCode.CORRUPT_OBJECT));
    }

    /** The length of a text, twice as its halves; drops "drop". */
    private static final class Lengths implements Filter {
        @Override
        public List<Feature> features() {
            return List.of(Feature.number("length"), Feature.numbers("halves"));
        }

        @Override
        public void measure(Batch batch, Measurements out) {
            batch.forEach(out, (row, sample) -> {
                int length = sample.text().length();
                out.number(row, 0, sample.text().equals("drop") ? Double.NaN : length);
                out.numbers(row, 1, new double[] {length / 4.0, length * 3 / 4.0});
            });
        }

        @Override
        public Decision decide(FeatureRow row) {
            return Double.isNaN(row.number(0)) ? Decision.drop("told to") : Decision.KEEP;
        }
    }

    /** Keeps texts of a length. */
    private record Longer(int least) implements SampleSelector {
        @Override
        public List<FeatureReading> readings() {
            return List.of(new FeatureReading("lengths.length", Several.MEAN), new FeatureReading("lengths.halves", Several.MEAN));
        }

        @Override
        public List<Feature> features() {
            return List.of(Feature.number("length"), Feature.number("halves"));
        }

        @Override
        public Decision decide(SelectorRow row, double[] values) {
            values[0] = row.number(0);
            values[1] = row.number(1);
            return row.number(0) >= least ? Decision.KEEP : Decision.drop("too short");
        }
    }

    /** Drops texts whose first letter is that of too many. */
    private record Frequent(int most) implements SetSelector {
        @Override
        public List<FeatureReading> readings() {
            return List.of();
        }

        @Override
        public List<Feature> features() {
            return List.of(Feature.number("count"));
        }

        @Override
        public Access access() {
            return Access.TEXTS;
        }

        @Override
        public int keyBytes() {
            return 1;
        }

        @Override
        public void keys(SelectorRow row, Consumer<byte[]> counted) {
            counted.accept(new byte[] {(byte) row.text().charAt(0)});
        }

        @Override
        public byte[] conclude(KeyCounts all, KeySink table) {
            all.forEach((key, count) -> Optional.of(count).filter(found -> found > most).ifPresent(found -> table.accept(key, found)));
            return new byte[0];
        }

        @Override
        public Judge judge(byte[] concluded, KeyTable table) {
            return (row, values) -> {
                long count = table.number(new byte[] {(byte) row.text().charAt(0)});
                values[0] = count == 0 ? Double.NaN : count;
                return count == 0 ? Decision.KEEP : Decision.drop("too frequent");
            };
        }
    }
}
