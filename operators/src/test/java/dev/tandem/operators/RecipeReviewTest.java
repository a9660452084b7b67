package dev.tandem.operators;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tandem.core.json.Json;
import dev.tandem.core.operator.OperatorCatalog;
import dev.tandem.core.plan.Plan;
import dev.tandem.core.plan.Planner;
import dev.tandem.core.recipe.RecipeParser;
import dev.tandem.core.recipe.Review;
import dev.tandem.core.recipe.Review.OnTimeout;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Gates of recipes. */
class RecipeReviewTest {
    private static final OperatorCatalog CATALOG = OperatorCatalog.load();

    private static Plan plan(String review) {
        return new Planner(CATALOG).plan(new RecipeParser(CATALOG).parse("""
                name: a
                stages:
                  - name: first
                    %s
                    operators: [jsonl, {text_length: {min_len: 5}}, exact]
                  - operators: [{words: {min_num: 1}}]
                """.formatted(review), "recipe.yaml"));
    }

    /** What is named by its digest stays as it was. */
    @Test
    void theGateStandsBehindTheLastStepOfItsStage() {
        Plan reviewed = plan("review: {sample: 100, timeout: 2d, on_timeout: accept, min_agreement: 0.75}");
        assertThat(reviewed.steps()).extracting(step -> step.review().isPresent()).containsExactly(false, false, true, false);
        assertThat(reviewed.steps().get(2).review())
                .contains(new Review(100, OptionalLong.of(172_800), OnTimeout.ACCEPT, 0.75));
        assertThat(Json.read(Json.bytes(reviewed), Plan.class).steps().get(2).review()).isEqualTo(reviewed.steps().get(2).review());
        assertThat(Json.text(plan(""))).doesNotContain("review");
    }

    @Test
    void withoutATimeARunWaitsAsLongAsItTakes() {
        assertThat(plan("review: {sample: 7}").steps().get(2).review())
                .isEqualTo(Optional.of(new Review(7, OptionalLong.empty(), OnTimeout.STOP, 0.9)));
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', quoteCharacter = '`', value = {
        "{timeout: 1h};'review' needs 'sample'",
        "{sample: 20000};'sample' must be a number from 1 to 10000",
        "{sample: 5, timeout: 2 days};'timeout' is a time such as 90s, 30m, 12h or 2d, found '2 days'",
        "{sample: 5, timeout: 0s};'timeout' is a time",
        "{sample: 5, on_timeout: stop};'on_timeout' needs 'timeout'",
        "{sample: 5, timeout: 1h, on_timeout: maybe};'on_timeout' is accept, stop, keep_waiting, found 'maybe'",
        "{sample: 5, min_agreement: 1.5};'min_agreement' must be a number from 0 to 1",
        "{samples: 5};unknown key 'samples'",
    })
    void whatIsNoGateIsRefusedWithItsLine(String review, String message) {
        assertThatThrownBy(() -> plan("review: " + review)).hasMessageContaining("recipe.yaml:4: ").hasMessageContaining(message);
    }
}
