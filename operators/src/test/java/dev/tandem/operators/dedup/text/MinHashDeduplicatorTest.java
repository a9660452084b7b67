package dev.tandem.operators.dedup.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tandem.core.engine.DedupStep;
import dev.tandem.core.engine.DedupStep.Membership;
import dev.tandem.core.json.Json;
import dev.tandem.core.model.Part;
import dev.tandem.core.model.Sample;
import dev.tandem.core.operator.Deduplicator.Signature;
import dev.tandem.core.operator.OperatorCatalog;
import dev.tandem.core.operator.OperatorContext;
import dev.tandem.core.operator.SampleView;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

final class MinHashDeduplicatorTest {
    private final MinHashDeduplicator minHash = create(Map.of());

    private record Pair(String left, String right, int common, int union) {}

    private static MinHashDeduplicator create(Map<String, Object> params) {
        return (MinHashDeduplicator)
                OperatorCatalog.load().create("minhash", params, OperatorContext.withoutModels());
    }

    private static SampleView view(String text) {
        return new SampleView(Sample.read("test", Map.of(), List.of(new Part.Text(text))));
    }

    /** Expected values: set operations in Python 3.11 on the runs of five words of {@code text.lower().split()}. */
    @Test
    void exactJaccardAgreesWithTheReference() throws IOException {
        for (Pair pair : pairs()) {
            long[] left = minHash.signature(view(pair.left())).orElseThrow().evidence();
            long[] right = minHash.signature(view(pair.right())).orElseThrow().evidence();

            assertThat(minHash.similarity(left, right)).isEqualTo((double) pair.common() / pair.union());
            assertThat(minHash.similarity(right, left)).isEqualTo(minHash.similarity(left, right));
        }
    }

    private static List<Pair> pairs() throws IOException {
        try (InputStream in = MinHashDeduplicatorTest.class.getResourceAsStream("jaccard.jsonl")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines()
                    .map(line -> Json.read(line, Pair.class))
                    .toList();
        }
    }

    @Test
    void withoutVerifyingTheShareOfEqualMinimaEstimatesJaccard() throws IOException {
        for (MinHashSignature kind : MinHashSignature.values()) {
            MinHashDeduplicator estimating = create(Map.of(
                    "verify", false, "num_permutations", 1024, "num_bands", 1, "rows_per_band", 1024,
                    "signature", kind.name().toLowerCase(Locale.ROOT)));
            for (Pair pair : pairs()) {
                long[] left = estimating.signature(view(pair.left())).orElseThrow().evidence();
                long[] right = estimating.signature(view(pair.right())).orElseThrow().evidence();

                assertThat(estimating.similarity(left, right)).as(kind.name())
                        .isCloseTo((double) pair.common() / pair.union(), Offset.offset(0.06));
                assertThat(estimating.similarity(left, left)).isOne();
            }
            assertThat(estimating.threshold()).isZero();
            assertThat(estimating.verifies()).isFalse();
        }
    }

    @Test
    void shorterTextsThanAShingleAreComparedAsAWhole() {
        assertThat(minHash.signature(view("Two Words")).orElseThrow().evidence())
                .hasSize(2)
                .isEqualTo(minHash.signature(view(" two \n words")).orElseThrow().evidence());
        assertThat(minHash.signature(view("two others")).orElseThrow().evidence())
                .isNotEqualTo(minHash.signature(view("two words")).orElseThrow().evidence());
    }

    @Test
    void aTextWithoutWordsIsNotCompared() {
        assertThat(minHash.signature(view(" \n\t\u00a0\u3000\u0085"))).isEmpty();
        assertThat(minHash.signature(view(""))).isEmpty();
    }

    @Test
    void shortTextsAreKeptOrMergedOnDemand() {
        MinHashDeduplicator keeping = create(Map.of("short_texts", "kept"));
        MinHashDeduplicator merging = create(Map.of("short_texts", "merged", "verify", false));

        assertThat(keeping.signature(view("four words are few"))).isEmpty();
        assertThat(keeping.signature(view("five words are just enough"))).isPresent();
        assertThat(merging.signature(view("")).orElseThrow().bands())
                .isEqualTo(merging.signature(view("four words are few")).orElseThrow().bands())
                .isNotEqualTo(merging.signature(view("five words are just enough")).orElseThrow().bands());
    }

    @Test
    void patternsTakeTimeInProportionToTheTextAndBrokenOnesAreRefused() {
        MinHashDeduplicator hostile = create(Map.of("ignore_pattern", "(a|aa|a*)*b"));

        assertThat(hostile.signature(view("a".repeat(4_000)))).isPresent();
        assertThat(create(Map.of("ignore_pattern", "\\d+")).signature(view("a 12 b")).orElseThrow().evidence())
                .isEqualTo(minHash.signature(view("a b")).orElseThrow().evidence());
        assertThatThrownBy(() -> create(Map.of("ignore_pattern", "("))).hasMessageContaining("ignore_pattern '('");
    }

    @Test
    void aTextAsLongAsALibraryTakesLittleMemoryAndIsComparedWell() {
        StringBuilder one = new StringBuilder();
        StringBuilder other = new StringBuilder();
        for (int i = 0; i < 200_000; i++) {
            one.append(i).append(' ');
            other.append(i % 1_000 == 0 ? -i : i).append(' ');
        }
        long[] left = minHash.signature(view(one.toString())).orElseThrow().evidence();
        long[] right = minHash.signature(view(other.toString())).orElseThrow().evidence();
        long[] part = minHash.signature(view(one.substring(0, one.length() / 4))).orElseThrow().evidence();

        assertThat(left.length).isBetween(ShingleSet.MOST / 2, ShingleSet.MOST + 1);
        // Of 200,000 shingles of each, 1,000 are not the other's.
        assertThat(minHash.similarity(left, right)).isCloseTo(199_000.0 / 201_000, Offset.offset(0.002));
        assertThat(minHash.similarity(left, part)).isEqualTo(minHash.similarity(part, left)).isCloseTo(0.26, Offset.offset(0.02));
    }

    @Test
    void caseMattersOnlyOnDemand() {
        MinHashDeduplicator sensitive = create(Map.of("lowercase", false));

        assertThat(sensitive.signature(view("A b")).orElseThrow().evidence())
                .isNotEqualTo(sensitive.signature(view("a b")).orElseThrow().evidence());
    }

    @Test
    void bandsAndRowsCanBeGiven() {
        assertThat(bands(Map.of())).isEqualTo(25);
        assertThat(bands(Map.of("num_bands", 32))).isEqualTo(32);
        assertThat(bands(Map.of("rows_per_band", 16))).isEqualTo(16);
        assertThat(bands(Map.of("num_bands", 3, "rows_per_band", 2))).isEqualTo(3);
        assertThatThrownBy(() -> create(Map.of("num_bands", 100, "rows_per_band", 3)))
                .hasMessageContaining("num_permutations");
    }

    private static int bands(Map<String, Object> params) {
        Signature signature = create(params).signature(view("some text")).orElseThrow();
        return signature.bands().length;
    }

    /** Pairs of random texts of 120 words, of which up to 39 are changed: similarities from 0.5 to 1. */
    @Test
    void almostEveryPairAboveTheThresholdIsFoundAndNoneBelow() {
        Random random = new Random(11);
        List<Sample> samples = new ArrayList<>();
        for (int i = 0; i < 600; i++) {
            List<String> words = random.ints(120, 0, 5_000).mapToObj(word -> "w" + word).collect(Collectors.toList());
            samples.add(text(i + "a", words));
            int changed = random.nextInt(40);
            for (int word = 0; word < changed; word++) {
                words.set(word, "x" + random.nextInt(5_000));
            }
            samples.add(text(i + "b", words));
        }
        List<Membership> memberships = DedupStep.inMemory(minHash, samples);
        int above = 0;
        int found = 0;
        for (int i = 0; i < samples.size(); i += 2) {
            double similarity = minHash.similarity(
                    minHash.signature(view(samples.get(i).text())).orElseThrow().evidence(),
                    minHash.signature(view(samples.get(i + 1).text())).orElseThrow().evidence());
            boolean together = memberships.get(i).cluster().equals(memberships.get(i + 1).cluster());
            assertThat(together && similarity < minHash.threshold()).isFalse();
            if (similarity >= 0.8) {
                above++;
                found += together ? 1 : 0;
            }
        }

        assertThat(above).isGreaterThan(100);
        assertThat((double) found / above).isGreaterThanOrEqualTo(0.95);
    }

    private static Sample text(String source, List<String> words) {
        return Sample.read(source, Map.of(), List.of(new Part.Text(String.join(" ", words))));
    }
}
