package dev.tandem.operators;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.tandem.core.error.ErrorCode;
import dev.tandem.core.error.TandemException;
import dev.tandem.core.model.Digest;
import dev.tandem.core.model.Part;
import dev.tandem.core.model.Sample;
import dev.tandem.core.operator.OperatorCatalog;
import dev.tandem.core.run.RunRecord;
import dev.tandem.core.run.RunStatus;
import dev.tandem.core.store.ObjectKey;
import dev.tandem.core.whatif.WhatIf;
import dev.tandem.core.whatif.WhatIfAnswer;
import dev.tandem.core.whatif.WhatIfAnswer.Example;
import dev.tandem.core.whatif.WhatIfAnswer.ReasonCount;
import dev.tandem.core.whatif.WhatIfAnswer.StepAnswer;
import dev.tandem.operators.testing.MemoryRun;
import dev.tandem.operators.testing.TestImages;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.IntStream;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What would be kept with other limits is what a run with these limits keeps. */
class WhatIfTest {
    private static final OperatorCatalog CATALOG = OperatorCatalog.load();

    /** Filters of numbers, of lists and of texts, a mapper between them, and one that fails on broken images. */
    private static final String PAGES = """
            name: questions
            stages:
              - name: pages
                operators:
                  - jsonl:
                  - words: {min_num: 4, max_num: 30}
                  - image_shape: {min_width: 6}
                  - whitespace:
                  - specified_field: {field_key: title, target_value: [a, b]}
                  - text_length: {min_len: 20}
                  - c4_quality: {min_num_sentences: 1, filter_no_terminal_punct: false, min_words_per_line: 1}
                  - words: {min_num: 3}
            """;

    private static final String RECIPE = PAGES + """
              - name: unique
                publish: all
                operators: [exact]
              - name: again
                operators: [{text_length: {max_len: 400}}]
            """;

    private static List<List<Sample>> shards(long seed, int shards) {
        Random random = new Random(seed);
        return IntStream.range(0, shards)
                .mapToObj(shard -> IntStream.range(0, random.nextInt(40)).mapToObj(i -> sample(random, shard + "-" + i)).toList())
                .toList();
    }

    private static Sample sample(Random random, String name) {
        List<Part> parts = new ArrayList<>();
        StringBuilder text = new StringBuilder();
        for (int word = random.nextInt(40); word > 0; word--) {
            String end = random.nextInt(9) == 0 ? ".\n" : "\u00a0  ".substring(random.nextInt(3));
            text.append("abcdefgh", 0, 1 + random.nextInt(8)).append(end);
        }
        parts.add(new Part.Text(text.toString()));
        if (random.nextInt(3) == 0) {
            byte[] image = TestImages.png(1 + random.nextInt(12), 5);
            parts.add(TestImages.part(random.nextInt(5) == 0 ? Arrays.copyOf(image, 20) : image, Map.of()));
        }
        return Sample.read(name, Map.of("title", String.valueOf((char) ('a' + random.nextInt(4)))), parts);
    }

    private static WhatIfAnswer ask(MemoryRun run, Map<String, String> values) {
        return new WhatIf(run.store(), CATALOG).ask(run.record("run"), values, 3);
    }

    @Property(tries = 8, edgeCases = EdgeCasesMode.NONE)
    void theAnswerIsWhatARunWithTheOtherValuesKeeps(
            @ForAll long seed,
            @ForAll @IntRange(min = 0, max = 35) int words,
            @ForAll @IntRange(min = 0, max = 120) int length,
            @ForAll @IntRange(min = 1, max = 12) int width,
            @ForAll @IntRange(min = -1, max = 4) int sentences) {
        Map<String, String> all = Map.of(
                "pages.words.min_num", String.valueOf(words),
                "text_length.min_len", String.valueOf(length),
                "image_shape.min_width", String.valueOf(width),
                "c4_quality.min_num_sentences", String.valueOf(sentences),
                "specified_field.target_value", words % 2 == 0 ? "[a, c]" : "[]",
                "words#2.min_num", String.valueOf(words / 2));
        Map<String, String> values = new TreeMap<>(all);
        values.keySet().removeIf(name -> name.hashCode() % 3 == Math.floorMod(seed, 3));
        List<List<Sample>> shards = shards(seed, 2);
        MemoryRun run = MemoryRun.of(PAGES, shards);
        MemoryRun other = MemoryRun.of(changed(values), shards);

        StepAnswer answer = ask(run, values).steps().getFirst();

        TreeSet<Digest> before = run.kept("pages");
        TreeSet<Digest> after = other.kept("pages");
        assertThat(answer.keptBefore()).isEqualTo(before.size());
        assertThat(answer.keptAfter()).isEqualTo(after.size());
        assertThat(counts(answer, false)).isEqualTo(run.reasons(1));
        assertThat(counts(answer, true)).isEqualTo(other.reasons(1));
        TreeSet<Digest> gained = new TreeSet<>(after);
        gained.removeAll(before);
        TreeSet<Digest> lost = new TreeSet<>(before);
        lost.removeAll(after);
        assertThat(answer.nowKept()).isEqualTo(gained.size());
        assertThat(answer.nowDropped()).isEqualTo(lost.size());
        assertThat(answer.examples()).hasSize(Math.min(3, gained.size()) + Math.min(3, lost.size()));
        assertThat(answer.examples()).allSatisfy(example ->
                assertThat(example.after().isEmpty() ? gained : lost).contains(example.sample()));
    }

    private static Map<String, Long> counts(StepAnswer answer, boolean after) {
        Map<String, Long> counts = new TreeMap<>();
        answer.reasons().forEach(reason -> counts.put(reason.reason(), after ? reason.after() : reason.before()));
        counts.values().removeIf(count -> count == 0);
        return counts;
    }

    /** The recipe with other values, as somebody would write it. */
    private static String changed(Map<String, String> values) {
        String recipe = PAGES;
        for (Map.Entry<String, String> value : values.entrySet()) {
            String parameter = value.getKey().substring(value.getKey().lastIndexOf('.') + 1);
            recipe = switch (value.getKey()) {
                case "pages.words.min_num" -> recipe.replace("min_num: 4", "min_num: " + value.getValue());
                case "words#2.min_num" -> recipe.replace("min_num: 3}", "min_num: " + value.getValue() + "}");
                case "specified_field.target_value" -> recipe.replace("[a, b]", value.getValue());
                default -> recipe.replaceFirst(parameter + ": [0-9]+", parameter + ": " + value.getValue());
            };
        }
        return recipe;
    }

    @Property(tries = 5, edgeCases = EdgeCasesMode.NONE)
    void theValuesOfTheRunFlipNothing(@ForAll long seed) {
        MemoryRun run = MemoryRun.of(PAGES, shards(seed, 2));
        StepAnswer answer = ask(run, Map.of("image_shape.min_width", "6", "words#2.min_num", "3")).steps().getFirst();

        assertThat(answer.settings()).isEmpty();
        assertThat(answer.keptAfter()).isEqualTo(answer.keptBefore()).isEqualTo(run.kept("pages").size());
        assertThat(List.of(answer.nowKept(), answer.nowDropped(), answer.otherReason())).containsOnly(0L);
        assertThat(answer.reasons()).allMatch(reason -> reason.before() == reason.after());
        assertThat(answer.examples()).isEmpty();
    }

    @Test
    void examplesShowWhatWasMeasuredAndWhatFollowsIsNamed() {
        MemoryRun run = MemoryRun.of(RECIPE, List.of(List.of(text("long", "one\u00a0two three four and many more words.")), List.of(
                text("short", "one two three four."), text("few", "one two."))));

        WhatIfAnswer answer = ask(run, Map.of("pages.text_length.min_len", "15", "words.max_num", "6"));

        StepAnswer step = answer.steps().getFirst();
        assertThat(answer.run()).isEqualTo("run");
        assertThat(step.stage()).isEqualTo("pages");
        assertThat(step.settings()).extracting(setting -> setting.name() + " " + setting.before() + " " + setting.after())
                .containsExactly("pages.text_length.min_len 20 15", "pages.words.max_num 30 6");
        assertThat(step.in()).isEqualTo(3);
        assertThat(step.reasons()).containsExactly(
                new ReasonCount("text_length: text_len below min_len", 1, 0),
                new ReasonCount("words: num_words above max_num", 0, 1),
                new ReasonCount("words: num_words below min_num", 1, 1));
        assertThat(step.examples()).extracting(Example::source).containsExactly("short", "long");
        Example kept = step.examples().getFirst();
        assertThat(kept.before()).contains("text_length: text_len below min_len");
        assertThat(kept.after()).isEmpty();
        assertThat(kept.values()).containsEntry("text_length.text_len", 19.0).containsEntry("words.num_words", 4.0)
                .doesNotContainKey("words#2.num_words");
        assertThat(step.examples().getLast().text()).isEqualTo("one two three four and many more words.");
        assertThat(step.following()).containsExactly("unique: exact", "again: text_length");
    }

    private static Sample text(String source, String text) {
        return Sample.read(source, Map.of("title", "a"), List.of(new Part.Text(text)));
    }

    @Test
    void eachStageThatIsChangedIsAnsweredForItself() {
        MemoryRun run = MemoryRun.of(RECIPE, shards(7, 3));
        WhatIfAnswer answer = ask(run, Map.of("pages.text_length.min_len", "0", "again.text_length.max_len", "1"));

        assertThat(answer.steps()).extracting(StepAnswer::stage).containsExactly("pages", "again");
        assertThat(answer.steps().getLast().keptAfter()).isZero();
        assertThat(answer.steps().getLast().keptBefore()).isEqualTo(run.kept("again").size());
        assertThat(answer.steps().getLast().following()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "pages.c4_quality.max_word_length | 3   | changes what is measured",
        "specified_field.field_key        | x   | changes what is measured",
        "exact.keep                       | newest | only what filters and selectors decide",
        "jsonl.text_key                   | x   | is a reader",
        "text_length.min_len              | 1   | such as pages.text_length.min_len",
        "image_sice.min_width             | 1   | did you mean 'image_shape'?",
        "image_shape.min_with              | 1   | did you mean 'min_width'?",
        "image_shape.min_width             | 0   | a number from 1",
    })
    void whatCannotBeToldIsRefused(String parameter, String value, String message) {
        MemoryRun run = MemoryRun.of(RECIPE, shards(1, 1));
        assertThatExceptionOfType(TandemException.class)
                .isThrownBy(() -> ask(run, Map.of(parameter, value)))
                .withMessageContaining("'" + parameter + "'")
                .withMessageContaining(message)
                .satisfies(error -> assertThat(error.code()).isEqualTo(ErrorCode.INVALID_ARGUMENT));
    }

    @Test
    void anAnswerNeedsWhatTheRunStored() {
        MemoryRun run = MemoryRun.of(RECIPE, shards(2, 2));
        RunRecord record = run.record("old");
        run.objects().list("features/").forEach(run.objects()::delete);

        assertThatExceptionOfType(TandemException.class)
                .isThrownBy(() -> ask(run, Map.of("image_shape.min_width", "2")))
                .withMessageContainingAll("'./tandem gc'", "Run the recipe 'recipe.yaml'")
                .satisfies(error -> assertThat(error.code()).isEqualTo(ErrorCode.NOT_FOUND));
        run.objects().delete(ObjectKey.document(record.plan()));
        assertThatExceptionOfType(TandemException.class)
                .isThrownBy(() -> new WhatIf(run.store(), CATALOG).ask(record, Map.of("image_shape.min_width", "2"), 1))
                .satisfies(error -> assertThat(error.code()).isEqualTo(ErrorCode.NOT_FOUND));
    }

    @Test
    void aStageThatHasNotFinishedIsTold() {
        MemoryRun run = MemoryRun.of(RECIPE, shards(3, 1));
        RunRecord whole = run.record("running");
        RunRecord running = new RunRecord(
                RunRecord.FORMAT, whole.run(), whole.tenant(), whole.recipe(), whole.file(), whole.plan(), whole.input(),
                RunStatus.RUNNING, whole.started(), Optional.empty(), Optional.empty(), whole.steps().subList(0, 1), List.of(),
                Optional.empty(), List.of(), List.of());
        assertThatExceptionOfType(TandemException.class)
                .isThrownBy(() -> new WhatIf(run.store(), CATALOG).ask(running, Map.of("image_shape.min_width", "2"), 1))
                .withMessageContainingAll("has not come to the end of the stage 'pages'", "Ask again");
    }

    @Test
    void aQuestionHasValuesAndAFewExamples() {
        MemoryRun run = MemoryRun.of(RECIPE, shards(3, 1));
        WhatIf whatIf = new WhatIf(run.store(), CATALOG);
        for (int examples : Set.of(-1, WhatIf.MAX_EXAMPLES + 1)) {
            assertThatExceptionOfType(TandemException.class)
                    .isThrownBy(() -> whatIf.ask(run.record("run"), Map.of("image_shape.min_width", "2"), examples));
        }
        assertThatExceptionOfType(TandemException.class)
                .isThrownBy(() -> whatIf.ask(run.record("run"), Map.of(), 1))
                .withMessageContaining("Nothing is to be changed");
    }
}
