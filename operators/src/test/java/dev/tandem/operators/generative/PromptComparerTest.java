package dev.tandem.operators.generative;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.tandem.core.comparison.AskedComparison;
import dev.tandem.core.comparison.CountedWriting;
import dev.tandem.core.comparison.PromptComparer;
import dev.tandem.core.comparison.PromptComparison;
import dev.tandem.core.error.ErrorCode;
import dev.tandem.core.error.TandemException;
import dev.tandem.core.inference.Generation;
import dev.tandem.core.inference.Generator;
import dev.tandem.core.inference.InferenceListener;
import dev.tandem.core.model.Digest;
import dev.tandem.core.model.Part;
import dev.tandem.core.model.Sample;
import dev.tandem.core.operator.MediaLimits;
import dev.tandem.core.operator.OperatorCatalog;
import dev.tandem.core.operator.OperatorContext;
import dev.tandem.core.score.ScorePolicy;
import dev.tandem.core.score.ScoredInference;
import dev.tandem.core.store.ContentStore;
import dev.tandem.core.store.MemoryObjectStore;
import dev.tandem.operators.testing.WordVectors;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PromptComparerTest {
    private static final String A = "laclip_plain@1";
    private static final String B = "laclip_short@1";

    private final MemoryObjectStore objects = new MemoryObjectStore();
    private final List<String> judged = Collections.synchronizedList(new ArrayList<>());

    private static List<Sample> pairs() {
        List<Sample> pairs = new ArrayList<>(IntStream.range(0, 8).mapToObj(i -> WritingRun.pair(i, "caption " + i)).toList());
        pairs.add(Sample.read("text", Map.of(), List.of(new Part.Text("no picture"))));
        return pairs;
    }

    /** Of caption 0 the first prompt gets nothing, of 1 both say the same; the judge is one for short texts, and lost at caption 2. */
    private Generator writing() {
        return (model, prompt, options) -> {
            String text = prompt.text();
            if (model.equals("judge")) {
                judged.add(text);
                int shorter = text.indexOf("short of");
                String winner = text.contains("of 2!") || shorter < text.indexOf("long text of") ? "first" : "second";
                return answer("{\"reason\": \"it is short\", \"winner\": \"" + winner + "\"}");
            }
            int number = text.charAt(text.indexOf("caption ", text.indexOf("<quoted name")) + "caption ".length()) - '0';
            boolean isShort = text.contains("Shorten a caption");
            if (number == 0 && !isShort) {
                return answer("no idea");
            }
            String said = number == 1 ? "both say it" : (isShort ? "short of " : "a long text of ") + number + "!";
            return answer("{\"caption\": \"" + said + "\"}");
        };
    }

    private static Generation answer(String text) {
        return new Generation(text, true, OptionalInt.of(100), OptionalInt.of(10));
    }

    private PromptComparison compare(AskedComparison asked) {
        CountedWriting made = new CountedWriting(new WordVectors(writing()));
        try (ScoredInference scored = new ScoredInference(
                made, InferenceListener.NONE, new ContentStore(objects), ScorePolicy.DEFAULT, Digest.of("input"), "tenant")) {
            OperatorContext context = new OperatorContext(new WordVectors(scored.generator()), MediaLimits.DEFAULT);
            return new PromptComparer(OperatorCatalog.load(), context).compare(asked, pairs(), made);
        }
    }

    private static AskedComparison asked(String operator, Optional<String> measure, String... budget) {
        return new AskedComparison(A, B, operator, Map.of(), List.of("judge"), "", measure, List.of(budget));
    }

    @Test
    void yieldCostJudgementAndMeasureArePairedBySample() {
        AskedComparison asked =
                asked("recaption", Optional.of("text_length.text_len"), "calls=100", "call_price=1", "read_price=10000");
        PromptComparison first = compare(asked);

        assertThat(first.samples()).isEqualTo(9);
        assertThat(first.a().stands()).isEqualTo(7);
        assertThat(first.a().refusals()).isEqualTo(Map.of("ANSWER_REFUSED", 1L));
        assertThat(first.a().firstRefusal()).contains(A);
        assertThat(first.b().stands()).isEqualTo(8);
        assertThat(first.a().calls()).isEqualTo(7 + 3);
        assertThat(first.a().readTokens()).isEqualTo(1000);
        assertThat(first.a().cost().orElseThrow()).isCloseTo(10 + 10, within(1e-9));
        assertThat(first.b().costForEach().orElseThrow()).isCloseTo(2, within(1e-9));
        assertThat(first.gain().orElseThrow().samples()).isEqualTo(8);
        assertThat(first.gain().orElseThrow().mean()).isCloseTo(1.0 / 8, within(1e-9));
        assertThat(first.gain().orElseThrow().isCertain()).isFalse();

        PromptComparison.Judged said = first.judged().orElseThrow();
        assertThat(List.of(said.a(), said.b(), said.ties(), said.unjudged())).containsExactly(0L, 5L, 2L, 0L);
        assertThat(said.preference().orElseThrow().mean()).isCloseTo(5.0 / 7, within(1e-9));
        assertThat(said.preference().orElseThrow().isCertain()).isTrue();
        assertThat(judged).as("equal texts are not judged, others in both orders").hasSize(6 * 2);
        PromptComparison.Measured length = first.measured().orElseThrow();
        assertThat(length.texts()).isEqualTo(7);
        assertThat(length.gain().orElseThrow().mean()).isCloseTo(-6.0 * 6 / 7, within(1e-9));
        assertThat(first.callsMade()).isEqualTo(10 + 8 + 12);
    }

    @Test
    void whatWasAnsweredIsNotPaidForAgain() {
        AskedComparison asked = asked("recaption", Optional.empty(), "calls=100");
        PromptComparison first = compare(asked);
        PromptComparison again = compare(asked);
        assertThat(again.callsMade()).isZero();
        assertThat(again).usingRecursiveComparison().ignoringFields("callsMade").isEqualTo(first);
    }

    @Test
    void aBudgetHoldsForBothPromptsAndTheJudgeTogether() {
        assertThatThrownBy(() -> compare(asked("recaption", Optional.empty(), "calls=20")))
                .isInstanceOfSatisfying(TandemException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.BUDGET_REACHED));
        // Sixteen to twenty were answered, and are known.
        assertThat(compare(asked("recaption", Optional.empty(), "calls=40")).callsMade()).isBetween(10L, 14L);
    }

    @Test
    void whatHasNoPromptOrMeasuresNothingIsRefused() {
        for (AskedComparison wrong : List.of(
                asked("text_length", Optional.empty()), asked("laclip_rewrite", Optional.empty()), asked("nothing", Optional.empty()),
                asked("recaption", Optional.of("text_length")), asked("recaption", Optional.of("text_length.depth")))) {
            assertThatThrownBy(() -> compare(wrong))
                    .isInstanceOfSatisfying(TandemException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.INVALID_ARGUMENT));
        }
        assertThatThrownBy(() -> new AskedComparison(A, A, "recaption", Map.of(), List.of(), "", Optional.empty(), List.of()))
                .hasMessageContaining("twice");
    }
}
