package dev.tandem.core.recipe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.core.json.Json;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/** What may be spent on models. */
class BudgetTest {
    private static final Budget BUDGET =
            new Budget(OptionalLong.of(1_000), OptionalDouble.of(2.5), Map.of("clip", 0.002, "captions", 0.1));

    @Test
    void whatHasNoPriceCostsNothing() {
        assertThat(BUDGET.cost(Map.of("clip", 500L, "captions", 10L, "free", 1_000_000L))).isEqualTo(2.0);
        assertThat(Budget.NONE.cost(Map.of("clip", 5L))).isZero();
    }

    @Test
    void aBudgetCanBeReachedButNotExceeded() {
        assertThat(BUDGET.exceeded(Map.of("clip", 1_000L))).isEmpty();
        assertThat(BUDGET.exceeded(Map.of("clip", 600L, "free", 401L)))
                .containsExactly("1,001 inference calls are more than the 1,000 of 'limits: inference_calls'");
        assertThat(BUDGET.exceeded(Map.of("captions", 26L))).containsExactly("a cost of 2.60 is more than the 2.50 of 'limits: cost'");
        assertThat(Budget.NONE.exceeded(Map.of("clip", Long.MAX_VALUE))).isEmpty();
    }

    @Test
    void aBudgetIsReachedWhenNothingOfItIsLeft() {
        assertThat(BUDGET.reached(Map.of("clip", 999L))).isEmpty();
        assertThat(BUDGET.reached(Map.of("clip", 1_000L))).singleElement().asString().contains("1,000 rows of 1,000", "--budget");
        assertThat(BUDGET.reached(Map.of("captions", 25L))).singleElement().asString().contains("cost 2.50 of 2.50");
        assertThat(Budget.NONE.reached(Map.of("clip", 5L))).isEmpty();
    }

    /** Documents that are named by their digest stay as they were. */
    @Test
    void limitsWithoutABudgetAreWrittenAsBefore() {
        assertThat(Json.text(Limits.DEFAULT)).isEqualTo("{\"maxFailedRatio\":0.05,\"parallelism\":0,\"shardSamples\":1000}");
        assertThat(Json.read("{\"maxFailedRatio\":0.05,\"parallelism\":0,\"shardSamples\":1000}", Limits.class))
                .isEqualTo(Limits.DEFAULT);
        Limits limits = new Limits(1, 2, 0, Optional.of(BUDGET));
        assertThat(Json.read(Json.bytes(limits), Limits.class)).isEqualTo(limits);
    }
}
