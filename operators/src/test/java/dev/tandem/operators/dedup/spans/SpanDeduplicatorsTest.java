package dev.tandem.operators.dedup.spans;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.core.engine.FusedPass;
import dev.tandem.core.engine.ShardView;
import dev.tandem.core.engine.SpanStep;
import dev.tandem.core.model.Digest;
import dev.tandem.core.model.Part;
import dev.tandem.core.model.Sample;
import dev.tandem.core.operator.OperatorCatalog;
import dev.tandem.core.operator.OperatorContext;
import dev.tandem.core.operator.SpanDeduplicator;
import dev.tandem.core.shard.Selection;
import dev.tandem.operators.testing.MemoryRun;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

final class SpanDeduplicatorsTest {
    private static final OperatorCatalog CATALOG = OperatorCatalog.load();
    private static final Map<String, Object> ANY = Map.of("min_doc_words", 0);

    private static Sample sample(String source, String... texts) {
        return Sample.read(source, Map.of(), Arrays.stream(texts).<Part>map(Part.Text::new).toList());
    }

    private static Sample sample(String text) {
        return sample("source of " + text.hashCode(), text);
    }

    private static FusedPass.Result run(String name, Map<String, Object> params, List<Sample> samples) {
        SpanDeduplicator operator = (SpanDeduplicator) CATALOG.create(name, params, OperatorContext.withoutModels());
        return SpanStep.inMemory("cut", operator, samples);
    }

    /** Texts in the order of their samples, which is that of their ids. */
    private static List<String> left(String name, Map<String, Object> params, List<Sample> samples) {
        List<Sample> ordered = samples.stream().sorted(Comparator.comparing(Sample::id)).toList();
        FusedPass.Result result = run(name, params, ordered);
        return IntStream.range(0, ordered.size()).mapToObj(row -> result.overlay().apply(row, ordered.get(row)).text()).toList();
    }

    private static List<Sample> ordered(String... texts) {
        return Arrays.stream(texts).map(SpanDeduplicatorsTest::sample).sorted(Comparator.comparing(Sample::id)).toList();
    }

    /** Words of few kinds, so that stretches repeat. */
    private static List<Sample> words(long seed, int count) {
        Random random = new Random(seed);
        return IntStream.range(0, count)
                .mapToObj(i -> sample("source " + i, IntStream.range(0, random.nextInt(25))
                        .mapToObj(word -> "w" + random.nextInt(3))
                        .collect(Collectors.joining(" "))))
                .toList();
    }

    private static List<String> bruteForce(List<Sample> samples, int length) {
        Set<List<String>> seen = new HashSet<>();
        List<String> left = new ArrayList<>();
        for (Sample sample : samples.stream().sorted(Comparator.comparing(Sample::id)).toList()) {
            List<String> words = sample.text().isEmpty() ? List.of() : List.of(sample.text().split(" "));
            boolean[] repeated = new boolean[words.size()];
            for (int i = 0; i + length <= words.size(); i++) {
                if (!seen.add(words.subList(i, i + length))) {
                    Arrays.fill(repeated, i, i + length, true);
                }
            }
            left.add(IntStream.range(0, words.size()).filter(i -> !repeated[i]).mapToObj(words::get)
                    .collect(Collectors.joining(" ")));
        }
        return left;
    }

    @Property(tries = 40)
    void stretchesAreCutThatStandBeforeHoweverSamplesAreCutIntoShards(
            @ForAll long seed, @ForAll @IntRange(min = 1, max = 12) int count, @ForAll @IntRange(min = 2, max = 7) int length) {
        List<Sample> samples = words(seed, count);

        assertThat(left("exact_substrings", Map.of("length_threshold", length, "min_doc_words", 0), samples))
                .isEqualTo(bruteForce(samples, length));
    }

    @Test
    void shardsPartsAndOrderMakeNoDifference() {
        List<Sample> samples = words(11, 40).stream().filter(sample -> !sample.text().isBlank()).toList();
        String recipe = """
                name: test
                stages:
                  - name: all
                    operators:
                      - jsonl: {}
                      - exact_substrings: {length_threshold: 4, min_doc_words: 3}
                """;
        MemoryRun whole = MemoryRun.of(recipe, List.of(samples));
        MemoryRun cut = MemoryRun.of(recipe, List.of(samples.subList(25, samples.size()), samples.subList(0, 3), samples.subList(3, 25)));

        assertThat(texts(cut)).isEqualTo(texts(whole)).hasSizeBetween(1, samples.size() - 1);
        assertThat(cut.reasons(1)).isEqualTo(whole.reasons(1)).isNotEmpty();
        assertThat(texts(whole).values()).anyMatch(text -> samples.stream().noneMatch(sample -> sample.text().equals(text)));
    }

    private static Map<Digest, String> texts(MemoryRun run) {
        Map<Digest, String> texts = new TreeMap<>();
        for (ShardView view : run.views(1)) {
            run.store().live(view, (row, sample) -> texts.put(sample.id(), sample.text()));
        }
        return texts;
    }

    @Test
    void whatStandsTwiceInOneTextStaysOnce() {
        assertThat(left("exact_substrings", Map.of("length_threshold", 2, "min_doc_words", 0), ordered("a b c a b  d a b")))
                .containsExactly("a b c d");
        assertThat(left("exact_substrings", Map.of("length_threshold", 2, "min_doc_words", 0), ordered("a a a a")))
                .containsExactly("a");
    }

    @Test
    void charactersAreTokensWhereThatIsWanted() {
        String faces = "\ud83d\ude00\ud83d\ude01\ud83d\ude02";
        List<Sample> samples = ordered("\u6f6e\u6c50\u6628\u591c\u6765", "\u6f6e\u6c50\u6628\u591c\u53bb", faces);
        List<String> left = left(
                "exact_substrings", Map.of("length_threshold", 4, "tokenization", "character", "min_doc_words", 0), samples);

        assertThat(left).contains(faces);
        assertThat(left).anyMatch(text -> text.length() == 1).anyMatch(text -> text.length() == 5);
    }

    @Test
    void runsOfSentencesStayWhereTheyStandFirst() {
        String boilerplate = "Read our terms. They are long. Nobody does. ";
        List<Sample> samples = ordered(
                boilerplate + "The tide was high on 3 May.", "Gulls flew over. " + boilerplate.replace("long", "LONG") + "Rain fell.");
        List<String> left = left("sentence_dedup", Map.of("min_doc_words", 0, "min_num_sentences", 0), samples);

        assertThat(left.getFirst()).isEqualTo(samples.getFirst().text());
        assertThat(left.getLast()).isIn("The tide was high on 3 May.", "Gulls flew over. Rain fell.");
    }

    @Test
    void allTextsOfASampleAreLookedAtAndNoSpanGoesBeyondOne() {
        List<Sample> samples = List.of(sample("two", "a b c", "c d e", "a b c"), sample("one", "x y"));
        FusedPass.Result result =
                run("exact_substrings", Map.of("length_threshold", 3, "min_doc_words", 0), samples);

        assertThat(result.overlay().apply(0, samples.getFirst()).parts())
                .extracting(part -> ((Part.Text) part).text())
                .containsExactly("a b c", "c d e", "");
        assertThat(run("exact_substrings", Map.of("length_threshold", 2), List.of(sample("s", "a b", "b c"))).overlay().isEmpty())
                .isTrue();
    }

    private static Map<String, Optional<String>> reasons(String name, Map<String, Object> params, List<Sample> samples) {
        FusedPass.Result result = run(name, params, samples);
        Map<String, Optional<String>> reasons = new HashMap<>();
        for (int row = 0; row < samples.size(); row++) {
            reasons.put(samples.get(row).source(), result.selection().reasonOf(row).map(Selection.Reason::reason));
        }
        return reasons;
    }

    @Test
    void ofEqualSamplesOneStaysAndOfOthersWhatHasEnoughLeft() {
        String text = "one two three four five";
        List<Sample> samples = List.of(sample("a", text), sample("b", text), sample("c", text));
        Map<String, Object> params = Map.of("length_threshold", 3, "min_doc_words", 0);

        assertThat(reasons("exact_substrings", params, samples).values()).containsExactlyInAnyOrder(
                Optional.empty(), Optional.of("nothing left without repeated spans"),
                Optional.of("nothing left without repeated spans"));
        List<Sample> longer = List.of(sample("a", text + " six"), sample("b", "zero " + text));
        assertThat(reasons("exact_substrings", Map.of("length_threshold", 3), longer).values())
                .containsExactlyInAnyOrder(Optional.empty(), Optional.of("words left below min_doc_words"));
        assertThat(reasons("exact_substrings", Map.of("length_threshold", 3, "min_doc_words", 1), longer).values())
                .containsOnly(Optional.empty());
    }

    @Test
    void repeatedSpansAreOnlyMeasuredWhereNothingIsToBeRemoved() {
        List<Sample> samples = ordered("aa bb cc dd", "aa bb cc ee");
        Map<String, Object> params = Map.of("length_threshold", 3, "remove", false, "max_repeated_ratio", 0.5);
        FusedPass.Result result = run("exact_substrings", params, samples);

        assertThat(result.overlay().isEmpty()).isTrue();
        assertThat(result.features().get("cut.repeated_ratio", 0)).isEqualTo(0.0);
        assertThat((double) result.features().get("cut.repeated_ratio", 1)).isEqualTo(9.0 / 11);
        assertThat(result.features().get("cut.words_left", 1)).isNull();
        assertThat(result.selection().kept().toArray()).containsExactly(0);
        assertThat(result.selection().reasonOf(1).orElseThrow().reason()).isEqualTo("repeated_ratio above max_repeated_ratio");
    }

    @Test
    void manyCopiesAndLongTextsTakeNoMoreThanASort() {
        String text = IntStream.range(0, 50_000).mapToObj(i -> "w" + i % 7).collect(Collectors.joining(" "));
        assertThat(left("exact_substrings", Map.of("min_doc_words", 0), ordered(text)).getFirst().length()).isLessThan(400);

        List<Sample> copies = IntStream.range(0, 1_500).mapToObj(i -> sample("copy " + i, "One here. Two here. Three here.")).toList();
        assertThat(run("sentence_dedup", ANY, copies).selection().kept().getCardinality()).isEqualTo(1);
        assertThat(run("sentence_dedup", ANY, List.of(sample("e", ""), sample("f", ""), sample("g"))).selection().kept().getCardinality())
                .isEqualTo(3);
    }
}
