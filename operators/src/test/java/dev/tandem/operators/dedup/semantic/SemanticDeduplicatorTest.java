package dev.tandem.operators.dedup.semantic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tandem.core.engine.DedupStep;
import dev.tandem.core.engine.DedupStep.Membership;
import dev.tandem.core.error.ErrorCode;
import dev.tandem.core.error.TandemException;
import dev.tandem.core.inference.Inference;
import dev.tandem.core.model.Digest;
import dev.tandem.core.model.Sample;
import dev.tandem.core.operator.MediaLimits;
import dev.tandem.core.operator.OperatorCatalog;
import dev.tandem.core.operator.OperatorContext;
import dev.tandem.core.operator.SetDeduplicator;
import dev.tandem.core.plan.Planner;
import dev.tandem.core.recipe.RecipeParser;
import dev.tandem.operators.dedup.semantic.SemanticDuplicates.Order;
import dev.tandem.operators.testing.FilterRun;
import dev.tandem.operators.testing.MemoryRun;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.TreeSet;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

final class SemanticDeduplicatorTest {
    private static final OperatorCatalog CATALOG = OperatorCatalog.load();

    /** Texts are the numbers of vectors, with a comma between. */
    private static final Inference GIVEN = new Inference() {
        @Override
        public float[][] embedTexts(String model, List<String> texts) {
            return texts.stream().map(SemanticDeduplicatorTest::vector).toArray(float[][]::new);
        }

        @Override
        public Digest modelDigest(String model) {
            return Digest.of(model);
        }
    };

    private static float[] vector(String text) {
        String[] values = text.split(",");
        float[] vector = new float[values.length];
        for (int i = 0; i < vector.length; i++) {
            vector[i] = Float.parseFloat(values[i]);
        }
        return vector;
    }

    private static SetDeduplicator create(Map<String, Object> params) {
        return (SetDeduplicator) CATALOG.create("semdedup", params, new OperatorContext(GIVEN, MediaLimits.DEFAULT));
    }

    private static List<Integer> kept(Map<String, Object> params, String... vectors) {
        List<Sample> samples = Arrays.stream(vectors).map(FilterRun::text).toList();
        return DedupStep.inMemory(create(params), samples).stream().filter(Membership::keep).map(Membership::row).toList();
    }

    /** Vectors near a few directions, some equal. */
    private static List<String> vectors(long seed, int count, int dimensions) {
        Random random = new Random(seed);
        List<String> vectors = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            if (i > 0 && random.nextInt(5) == 0) {
                vectors.add(vectors.get(random.nextInt(i)));
                continue;
            }
            Random direction = new Random(seed + random.nextInt(5));
            List<String> values = new ArrayList<>();
            for (int d = 0; d < dimensions; d++) {
                values.add("" + (float) (direction.nextGaussian() + 0.3 * random.nextGaussian()));
            }
            vectors.add(String.join(",", values));
        }
        return vectors;
    }

    @Property(tries = 15)
    void inOneClusterThoseStayThatHaveNoneBeforeThem(
            @ForAll long seed, @ForAll @IntRange(min = 1, max = 250) int count, @ForAll Order order) {
        List<String> texts = vectors(seed, count, 6);
        UnitVectors vectors = UnitVectors.of(texts.stream().map(SemanticDeduplicatorTest::vector).toArray(float[][]::new));
        int[] duplicateOf = SemanticDuplicates.of(vectors, new int[count], 0.03, order);

        // Which of equal vectors stays is another question for each, so that they are counted.
        assertThat(kept(
                        Map.of("n_clusters", 1, "eps", 0.03, "which_to_keep", order.name().toLowerCase(Locale.ROOT)),
                        texts.toArray(String[]::new)).stream().map(texts::get))
                .containsExactlyInAnyOrderElementsOf(
                        IntStream.range(0, count).filter(i -> duplicateOf[i] < 0).mapToObj(texts::get).toList());
    }

    @Test
    void hardKeepsWhatIsFarFromTheCentreAndEasyWhatIsNear() {
        String[] chain = {"10,0", "10,1", "10,2", "10,3"};

        assertThat(kept(Map.of("which_to_keep", "hard"), chain)).containsExactly(0, 3);
        assertThat(kept(Map.of("which_to_keep", "easy"), chain)).containsExactly(1);
        assertThat(kept(Map.of("which_to_keep", "random"), chain)).isNotEmpty().isEqualTo(
                kept(Map.of("which_to_keep", "random"), chain));
        assertThat(kept(Map.of("eps", 0), chain)).hasSize(4);
        assertThat(kept(Map.of("eps", 0.5), chain)).hasSize(1);
    }

    @Test
    void aLargerEpsDropsMore() {
        String[] vectors = vectors(5, 200, 8).toArray(String[]::new);
        int last = vectors.length;
        for (double eps : new double[] {0.001, 0.01, 0.05, 0.2, 0.5}) {
            int left = kept(Map.of("eps", eps), vectors).size();
            assertThat(left).isLessThanOrEqualTo(last).isPositive();
            last = left;
        }
    }

    @Test
    void onlyTextsInTheSameClusterAreCompared() {
        List<String> vectors = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            vectors.add("1,0." + (100 + i));
            vectors.add("-1,0." + (100 + i));
        }

        // Two clusters of 100: of each the one that is least like its centre, and what is too far from all before.
        assertThat(kept(Map.of("n_clusters", 2, "eps", 1), vectors.toArray(String[]::new))).hasSize(2);
        assertThat(kept(Map.of("n_clusters", 1, "eps", 1), vectors.toArray(String[]::new))).hasSize(2);
    }

    @Test
    void ofTenThousandEqualTextsOneStays() {
        String[] vectors = new String[10_000];
        Arrays.fill(vectors, "0.6,0.8,1");

        assertThat(kept(Map.of(), vectors)).hasSize(1);
    }

    @Test
    void textsWithoutADirectionStayAndVectorsThatAreNoNumbersFail() {
        assertThat(kept(Map.of(), "0,0,0", "0,0,0", " ", "", "-0,0,0")).hasSize(5);
        List<Membership> members =
                DedupStep.inMemory(create(Map.of()), List.of(FilterRun.text("1,NaN"), FilterRun.text("1,2")));
        assertThat(members.getFirst().failure().orElseThrow().code()).isEqualTo(ErrorCode.MODEL_CONTRACT);
        assertThat(members.getLast().keep()).isTrue();
    }

    @Test
    void theResultDoesNotDependOnTheCutIntoShards() {
        List<Sample> samples = IntStream.range(0, 60)
                .mapToObj(i -> FilterRun.text("sample " + i % 20 + " tells of the tide, the wind and number " + i / 20))
                .toList();
        String recipe = """
                name: test
                stages:
                  - name: all
                    operators:
                      - jsonl: {}
                      - semdedup: {eps: 0.1}
                """;
        TreeSet<Digest> whole = MemoryRun.of(recipe, List.of(samples)).kept("all");

        assertThat(whole).hasSizeBetween(1, 59);
        assertThat(MemoryRun.of(recipe, List.of(samples.subList(40, 60), samples.subList(0, 7), samples.subList(7, 40))).kept("all"))
                .isEqualTo(whole);
    }

    @Test
    void itCannotAddToAnIndex() {
        String recipe = """
                name: test
                stages:
                  - name: all
                    index: seen
                    operators:
                      - jsonl: {}
                      - semdedup: {}
                """;
        assertThatThrownBy(() -> new Planner(CATALOG).plan(new RecipeParser(CATALOG).parse(recipe, "recipe.yaml")))
                .isInstanceOf(TandemException.class)
                .hasMessageContaining("semdedup")
                .hasMessageContaining("remove 'index: seen'");
    }
}
