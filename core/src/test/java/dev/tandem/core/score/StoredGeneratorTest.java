package dev.tandem.core.score;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tandem.core.error.ErrorCode;
import dev.tandem.core.error.TandemException;
import dev.tandem.core.inference.Allowance;
import dev.tandem.core.inference.Concurrently;
import dev.tandem.core.inference.Generation;
import dev.tandem.core.inference.GenerationOptions;
import dev.tandem.core.inference.Generator;
import dev.tandem.core.inference.Inference;
import dev.tandem.core.inference.InferenceListener;
import dev.tandem.core.inference.Prompt;
import dev.tandem.core.model.Digest;
import dev.tandem.core.store.ContentStore;
import dev.tandem.core.store.MemoryObjectStore;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class StoredGeneratorTest {
    private final MemoryObjectStore objects = new MemoryObjectStore();
    private final AtomicInteger sent = new AtomicInteger();
    private int diesAt = Integer.MAX_VALUE;

    /** Never writes the same twice: ten tokens read, five written. */
    private final Inference writer = new Inference() {
        @Override
        public Digest modelDigest(String model) {
            return Digest.of(model);
        }

        @Override
        public Generator generator() {
            return (model, prompt, options) -> {
                int call = sent.incrementAndGet();
                if (call >= diesAt) {
                    throw new TandemException(ErrorCode.MODEL_UNAVAILABLE, "killed");
                }
                return new Generation("answer " + call, true, OptionalInt.of(10), OptionalInt.of(5));
            };
        }
    };

    private ScoredInference work(ScoreSharing sharing, String tenant, String run, String name) {
        return new ScoredInference(writer, InferenceListener.NONE, new ContentStore(objects), new ScorePolicy(sharing, TenantRate.NONE),
                Digest.of("shard"), tenant, new ScoredInference.Work(run, name));
    }

    private ScoredInference work(String run, String name) {
        return work(ScoreSharing.SHARED, "a", run, name);
    }

    private static GenerationOptions seed(long seed) {
        return new GenerationOptions(100, 0.5, 1, OptionalLong.of(seed), List.of());
    }

    private static List<String> ask(Generator generator, int from, int to) {
        return IntStream.range(from, to)
                .mapToObj(i -> generator.generate("w", Prompt.of("question " + i), seed(1)).text())
                .toList();
    }

    private static Allowance allowance(String... words) {
        return Allowance.of(List.of(words));
    }

    private static void isReached(Runnable asking, String what) {
        assertThatThrownBy(asking::run)
                .isInstanceOfSatisfying(TandemException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.BUDGET_REACHED))
                .hasMessageContaining(what);
    }

    @Test
    void anAnswerIsPaidForOnceAndCountedByWhoPaid() {
        ScoredInference first = work("run", "shard 0");
        List<String> answers = ask(first.generator(), 0, 3);
        assertThat(ask(first.generator(), 0, 3)).isEqualTo(answers);
        assertThat(first.counts()).isEqualTo(Map.of("w", new ScoreCount(3, 3, 30, 15)));
        ScoredInference other = work("other run", "shard 0 of it");
        assertThat(ask(other.generator(), 0, 4).subList(0, 3)).isEqualTo(answers);
        assertThat(other.counts()).isEqualTo(Map.of("w", new ScoreCount(1, 3, 10, 5)));
        assertThat(first.generator().generate("w", Prompt.of("question 0"), seed(2)).text()).isNotIn(answers);
        assertThat(first.generator().generate("v", Prompt.of("question 0"), seed(1)).text()).isNotIn(answers);
        assertThat(sent).hasValue(6);
    }

    @Test
    void eachAnswerIsAPulse() {
        ScoredInference work = work("run", "s");
        AtomicInteger pulses = new AtomicInteger();
        work.onAnswer(pulses::incrementAndGet);
        ask(work.generator(), 0, 3);
        ask(work.generator().within(allowance("calls=9")), 0, 4);
        assertThat(pulses).hasValue(7);
    }

    @Test
    void aDeadAttemptIsGoneOnWithAndCountsAreThoseOfOneThatLived() {
        diesAt = 5;
        ScoredInference dead = work("run", "shard 0");
        assertThatThrownBy(() -> ask(dead.generator(), 0, 8)).hasMessage("killed");
        diesAt = Integer.MAX_VALUE;
        ScoredInference next = work("run", "shard 0");
        assertThat(ask(next.generator(), 0, 8)).startsWith("answer 1", "answer 2", "answer 3", "answer 4", "answer 6");
        assertThat(next.counts()).isEqualTo(Map.of("w", new ScoreCount(8, 0, 80, 40)));
        assertThat(sent).hasValue(9);
    }

    @Test
    void whereScoresAreNotSharedAnswersAreNeither() {
        String mine = ask(work(ScoreSharing.TENANT, "a", "r", "s").generator(), 0, 1).getFirst();
        assertThat(ask(work(ScoreSharing.TENANT, "a", "r2", "s2").generator(), 0, 1)).containsExactly(mine);
        assertThat(ask(work(ScoreSharing.TENANT, "b", "r", "s").generator(), 0, 1)).doesNotContain(mine);
        String once = ask(work(ScoreSharing.OFF, "a", "r", "s").generator(), 0, 1).getFirst();
        assertThat(ask(work(ScoreSharing.OFF, "a", "r", "s").generator(), 0, 1)).containsExactly(once);
        assertThat(ask(work(ScoreSharing.OFF, "a", "r2", "s").generator(), 0, 1)).containsExactly(once);
        assertThat(ask(work(ScoreSharing.OFF, "a", "r", "s2").generator(), 0, 1)).doesNotContain(once);
    }

    @Test
    void noMoreCallsAreMadeThanAllowedByAllWorkersOfARunTogether() {
        Allowance allowance = allowance("calls=10");
        List<Boolean> done = Concurrently.of(24, i -> {
            try {
                work("run", "shard " + i).generator().within(allowance).generate("w", Prompt.of("question " + i), seed(1));
                return true;
            } catch (TandemException e) {
                assertThat(e.code()).isEqualTo(ErrorCode.BUDGET_REACHED);
                return false;
            }
        });
        assertThat(sent).hasValue(10);
        assertThat(done.stream().filter(paid -> paid).count()).isEqualTo(10);
        assertThat(ask(work("another run", "shard 0").generator().within(allowance), 100, 101)).hasSize(1);
    }

    @Test
    void knownAnswersCostNothingAndDeadCallsCount() {
        Allowance allowance = allowance("calls=6");
        diesAt = 4;
        assertThatThrownBy(() -> ask(work("run", "s").generator().within(allowance), 0, 9)).hasMessage("killed");
        diesAt = Integer.MAX_VALUE;
        assertThat(ask(work("run", "s").generator().within(allowance), 0, 5)).hasSize(5);
        isReached(() -> ask(work("run", "s").generator().within(allowance), 0, 6), "calls of 6");
        assertThat(sent).hasValue(6);
        assertThat(ask(work("run", "s").generator().within(allowance("calls=7")), 0, 6)).hasSize(6);
    }

    @Test
    void tokensAndMoneyAreEnteredBeforeAndGivenBackAfter() {
        // A question may take 110 tokens and takes 15; the last one is not asked, as it could go over.
        isReached(() -> ask(work("run", "s").generator().within(allowance("tokens=170")), 0, 9), "tokens");
        assertThat(sent).hasValue(5);
        isReached(() -> ask(work("run", "t").generator().within(allowance("cost=3", "call_price=1", "written_price=0")), 10, 19), "cost");
        assertThat(sent).hasValue(8);
        isReached(() -> ask(work("run", "u").generator().within(allowance("seconds=0")), 20, 21), "seconds");
    }

    @Test
    void aThingIsCountedOnceAndNoneIsAskedForBeyond() {
        Generator generator = work("run", "s").generator().within(allowance("items=2"));
        ask(generator, 0, 1);
        generator.made(Digest.of("a"));
        generator.made(Digest.of("a"));
        Generator other = work("run", "s2").generator().within(allowance("items=2"));
        other.made(Digest.of("b"));
        other.made(Digest.of("a"));
        isReached(() -> other.made(Digest.of("c")), "items of 2");
        isReached(() -> ask(other, 5, 6), "items");
        assertThat(ask(other, 0, 1)).hasSize(1);
        assertThat(sent).hasValue(1);
    }

    @Test
    void wordsOfABudgetThatAreNotKnownAreRefused() {
        for (String word : List.of("calls", "calls=", "calls=-1", "calls=many", "cals=5", "cost=5", "calls=1e9")) {
            assertThatThrownBy(() -> allowance(word)).as(word).isInstanceOf(IllegalArgumentException.class);
        }
        assertThatThrownBy(() -> allowance("calls=1", "calls=2")).isInstanceOf(IllegalArgumentException.class);
    }
}
