package dev.tandem.operators.dedup.text;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.core.engine.DedupStep;
import dev.tandem.core.engine.DedupStep.Membership;
import dev.tandem.core.model.Sample;
import dev.tandem.core.operator.Deduplicator;
import dev.tandem.core.operator.OperatorCatalog;
import dev.tandem.core.operator.OperatorContext;
import dev.tandem.operators.testing.FilterRun;
import dev.tandem.operators.testing.SharedBands;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

final class SimHashDeduplicatorTest {

    private static Deduplicator create(Map<String, Object> params) {
        return (Deduplicator) OperatorCatalog.load().create("simhash", params, OperatorContext.withoutModels());
    }

    private static long kept(Map<String, Object> params, String... texts) {
        List<Sample> samples = new ArrayList<>();
        for (int i = 0; i < texts.length; i++) {
            samples.add(Sample.read("" + i, Map.of(), FilterRun.text(texts[i]).parts()));
        }
        return DedupStep.inMemory(create(params), samples).stream().filter(Membership::keep).count();
    }

    @Test
    void caseAndWhatIsIgnoredMakeNoDifference() {
        String text = "one two three four five six";
        Map<String, Object> ignoring = Map.of("hamming_distance", 0, "ignore_pattern", "\\p{P}");

        assertThat(kept(Map.of("hamming_distance", 0), text, "One two THREE four five six")).isEqualTo(1);
        assertThat(kept(Map.of("hamming_distance", 0, "lowercase", false), text, "One two THREE four five six")).isEqualTo(2);
        assertThat(kept(ignoring, text, "one, two three four five six!")).isEqualTo(1);
    }

    @Test
    void shortTextsAreComparedWholeKeptOrMerged() {
        assertThat(kept(Map.of(), "one word", "one word", "", " ")).isEqualTo(3);
        assertThat(kept(Map.of("short_texts", "kept"), "one word", "one word", "")).isEqualTo(3);
        assertThat(kept(Map.of("short_texts", "merged"), "one word", "another", "", " ")).isEqualTo(1);
    }

    /** Variants of a few long texts: what is within the distance is found, whatever else there is. */
    @Property(tries = 20)
    void whatIsWithinTheDistanceIsFound(@ForAll long seed, @ForAll @IntRange(max = 10) int distance) {
        Random random = new Random(seed);
        List<Sample> samples = new ArrayList<>();
        for (int i = 0; i < 30; i++) {
            List<String> words = new Random(i % 3).ints(150, 0, 900).mapToObj(word -> "w" + word).collect(Collectors.toList());
            for (int changes = random.nextInt(8); changes > 0; changes--) {
                words.set(random.nextInt(words.size()), "x" + random.nextInt(900));
            }
            samples.add(Sample.read("" + i, Map.of(), FilterRun.text(String.join(" ", words)).parts()));
        }
        SharedBands all = SharedBands.of("simhash", Map.of("hamming_distance", distance), samples);

        for (int i = 0; i < samples.size(); i++) {
            for (int j = 0; j < i; j++) {
                boolean near = Long.bitCount(hash(all, i) ^ hash(all, j)) <= distance;
                assertThat(near).isEqualTo(all.similarity(i, j) >= all.operator().threshold());
                assertThat(!near || all.isCandidate(i, j)).isTrue();
            }
        }
    }

    private static long hash(SharedBands all, int sample) {
        return all.signatures().get(sample).orElseThrow().evidence()[0];
    }
}
