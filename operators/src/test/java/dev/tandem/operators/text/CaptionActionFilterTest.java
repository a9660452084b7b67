package dev.tandem.operators.text;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.operators.testing.FilterRun;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class CaptionActionFilterTest {
    private final FilterRun run = new FilterRun("caption_action", Map.of());

    @ParameterizedTest
    @CsvSource({
        "A dog runs on the beach, 1", "A man riding a horse, 1", "Two people walk and talk, 2", "The cat sat on a mat, 1",
        "Boats parked by the pier, 1", "She carries a basket, 1", "a running dog, 1", "Children who play and jump, 2",
        "plants grow here, 1", "a boy wants to swim, 1", "It’s raining and he’s watching, 2", "THE BIRD FLIES AWAY, 1"
    })
    void whatIsDoneIsCounted(String caption, double actions) {
        assertThat(run.number(caption)).isEqualTo(actions);
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "", "red car", "a walk in the park", "the painting of a king", "evening in spring", "two runs", "a painted fence",
        "the building", "a bed and a shed", "he is here", "they have been there", "morning", "ein Hund im Park", "犬が走る", "IMG_0001"
    })
    void thingsAndStatesAreNoActions(String caption) {
        assertThat(run.number(caption)).isZero();
        assertThat(run.decision(caption)).isEqualTo("actions below min_actions");
    }

    @Test
    void asManyActionsAsAskedForAreEnough() {
        assertThat(run.decision("a dog runs")).isEqualTo("keep");
        assertThat(new FilterRun("caption_action", Map.of("min_actions", 0)).decision("red car")).isEqualTo("keep");
        assertThat(new FilterRun("caption_action", Map.of("min_actions", 2)).decision("a dog runs"))
                .isEqualTo("actions below min_actions");
    }
}
