package dev.tandem.core.score;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.core.inference.DataType;
import dev.tandem.core.inference.FeatureSource;
import dev.tandem.core.inference.Inference;
import dev.tandem.core.inference.InferenceListener;
import dev.tandem.core.inference.InputSpec;
import dev.tandem.core.inference.ModelAnswer;
import dev.tandem.core.inference.ModelContract;
import dev.tandem.core.inference.ModelInput;
import dev.tandem.core.inference.ModelRow;
import dev.tandem.core.inference.OutputSpec;
import dev.tandem.core.inference.Tensor;
import dev.tandem.core.inference.TextSpec;
import dev.tandem.core.model.Digest;
import dev.tandem.core.store.ContentStore;
import dev.tandem.core.store.MemoryObjectStore;
import dev.tandem.core.store.ObjectKey;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ScoredInferenceTest {
    private static final Digest SHARD = Digest.of("shard");

    private final MemoryObjectStore objects = new MemoryObjectStore();
    private final Asked models = new Asked();

    /** A text's length; its head answers twice that; both count what they are asked. */
    private static final class Asked implements Inference {
        private final Map<String, Integer> rows = new TreeMap<>();
        private String version = "1";

        @Override
        public List<ModelAnswer> infer(String model, List<ModelRow> asked) {
            rows.merge(model, asked.size(), Integer::sum);
            return asked.stream().map(row -> answer(model, row)).toList();
        }

        private ModelAnswer answer(String model, ModelRow row) {
            float value = model.equals("head")
                    ? 2 * ((ModelInput.Numbers) row.values().get("lengths")).values()[0]
                    : ((ModelInput.Text) row.values().get("text")).text().length();
            return new ModelAnswer(
                    contract(model).outputs(), List.of(new Tensor(new int[] {1}, new float[] {value})));
        }

        @Override
        public ModelContract contract(String model) {
            InputSpec input = model.equals("head")
                    ? new InputSpec.Features(
                            "lengths", DataType.FP32, List.of(1), List.of(new FeatureSource("length", "y", Optional.empty())))
                    : new InputSpec.Text("TEXT", null, null, Optional.empty(), new TextSpec(
                            1, Optional.empty(), Optional.empty(), Optional.empty()));
            OutputSpec output =
                    new OutputSpec("y", DataType.FP32, List.of(1), OutputSpec.Meaning.SCORE, Optional.empty(), 3);
            return new ModelContract(
                    model, "test", Optional.empty(), List.of(input), List.of(output), Map.of(), 8, 0, Optional.empty(),
                    Optional.empty(), List.of());
        }

        @Override
        public Digest modelDigest(String model) {
            return Digest.of(model + version);
        }
    }

    private ScoredInference over(Digest shard, ScoreSharing sharing, String tenant) {
        return new ScoredInference(
                models, InferenceListener.NONE, new ContentStore(objects), new ScorePolicy(sharing, TenantRate.NONE), shard, tenant);
    }

    private Map<String, ScoreCount> scored(String model, List<String> texts) {
        return scored(over(SHARD, ScoreSharing.SHARED, "a"), model, texts);
    }

    /** Asserts that the answers are right whatever was known. */
    private static Map<String, ScoreCount> scored(ScoredInference inference, String model, List<String> texts) {
        int factor = model.equals("head") ? 2 : 1;
        try (inference) {
            List<ModelAnswer> answers = inference.infer(model, texts.stream().map(ModelRow::text).toList());
            assertThat(answers.stream().map(answer -> answer.first().values()[0]).toList())
                    .isEqualTo(texts.stream().map(text -> (float) factor * text.length()).toList());
        }
        return inference.counts();
    }

    private static Map<String, ScoreCount> counts(String model, long asked, long known) {
        return Map.of(model, new ScoreCount(asked, known));
    }

    @Test
    void whatWasAskedOnceIsNotAskedAgain() {
        List<String> texts = List.of("one", "three", "", "one");
        assertThat(scored("length", texts)).isEqualTo(counts("length", 3, 1));
        assertThat(scored("length", texts.reversed())).isEqualTo(counts("length", 0, 4));
        assertThat(scored("length", List.of("one", "new"))).isEqualTo(counts("length", 1, 1));
        assertThat(scored("length", List.of("new", "three"))).isEqualTo(counts("length", 0, 2));
        assertThat(models.rows).isEqualTo(Map.of("length", 4));
        assertThat(objects.list("scores/")).hasSize(2);
    }

    @Test
    void anotherModelUnderTheSameNameIsAsked() {
        scored("length", List.of("one"));
        models.version = "2";
        assertThat(scored("length", List.of("one"))).isEqualTo(counts("length", 1, 0));
    }

    @Test
    void whatAHeadStandsOnIsScoredOnceForAll() {
        scored("length", List.of("one", "three"));
        assertThat(scored("head", List.of("one", "three", "seven")))
                .isEqualTo(Map.of("head", new ScoreCount(3, 0), "length", new ScoreCount(1, 2)));
        assertThat(scored("head", List.of("three", "seven"))).isEqualTo(counts("head", 0, 2));
        assertThat(models.rows).isEqualTo(Map.of("head", 3, "length", 3));
    }

    @Test
    void tenantsFindTheirOwnScoresWhereTheyAreNotShared() {
        assertThat(scored(over(SHARD, ScoreSharing.TENANT, "a"), "length", List.of("one"))).isEqualTo(counts("length", 1, 0));
        assertThat(scored(over(SHARD, ScoreSharing.TENANT, "b"), "length", List.of("one"))).isEqualTo(counts("length", 1, 0));
        assertThat(scored(over(SHARD, ScoreSharing.TENANT, "a"), "length", List.of("one"))).isEqualTo(counts("length", 0, 1));
        assertThat(scored(over(SHARD, ScoreSharing.SHARED, "a"), "length", List.of("one"))).isEqualTo(counts("length", 1, 0));
        assertThat(scored(over(Digest.of("another"), ScoreSharing.TENANT, "a"), "length", List.of("one")))
                .isEqualTo(counts("length", 1, 0));
    }

    @Test
    void nothingIsStoredWhereThatIsOff() {
        for (int i = 0; i < 2; i++) {
            assertThat(scored(over(SHARD, ScoreSharing.OFF, "a"), "head", List.of("one")))
                    .isEqualTo(Map.of("head", new ScoreCount(1, 0), "length", new ScoreCount(1, 0)));
        }
        assertThat(objects.list("scores/")).isEmpty();
    }

    @Test
    void manyRowsStandInFewObjects() {
        List<String> texts = IntStream.range(0, 2 * ScoreBlock.MOST_ROWS + 5).mapToObj(i -> i + "x".repeat(i % 9)).toList();
        scored("length", texts);
        assertThat(scored("length", texts.reversed())).isEqualTo(counts("length", 0, texts.size()));
        assertThat(objects.list("scores/")).hasSize(3);
    }

    @Test
    void twoWorkersOnOneShardLoseNothingAndStoreNothingTwice() {
        ScoredInference first = over(SHARD, ScoreSharing.SHARED, "a");
        ScoredInference second = over(SHARD, ScoreSharing.SHARED, "a");
        first.infer("length", List.of(ModelRow.text("one"), ModelRow.text("three")));
        second.infer("length", List.of(ModelRow.text("three"), ModelRow.text("seven")));
        first.close();
        second.close();
        assertThat(scored("length", List.of("one", "three", "seven"))).isEqualTo(counts("length", 0, 3));
        List<Integer> rows = new ArrayList<>();
        objects.list("scores/").forEach(key -> rows.add(ScoreBlock.header(objects.get(key)).orElseThrow().keys().size()));
        assertThat(rows).containsExactlyInAnyOrder(2, 1);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 5, 20, 60, 130, -1})
    void aBlockThatIsNotWholeIsAsGoodAsNone(int broken) {
        scored("length", List.of("one", "three"));
        ObjectKey key = objects.list("scores/").getFirst();
        byte[] bytes = objects.get(key).clone();
        bytes[broken < 0 ? bytes.length - 1 : broken] ^= 1;
        objects.put(key, bytes);
        assertThat(scored("length", List.of("one", "three"))).isEqualTo(counts("length", 2, 0));
        assertThat(scored("length", List.of("one"))).satisfies(counts ->
                assertThat(counts.get("length").asked() + counts.get("length").known()).isEqualTo(1));
    }

    @Test
    void aBlockThatIsCutShortIsAsGoodAsNone() {
        scored("length", List.of("one", "three"));
        ObjectKey key = objects.list("scores/").getFirst();
        byte[] whole = objects.get(key);
        for (int length = 0; length < whole.length; length += 7) {
            objects.put(key, Arrays.copyOf(whole, length));
            assertThat(scored(over(SHARD, ScoreSharing.SHARED, "a"), "length", List.of("two"))).hasSize(1);
        }
    }
}
