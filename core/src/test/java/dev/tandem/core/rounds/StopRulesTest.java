package dev.tandem.core.rounds;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.core.recipe.Rounds;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class StopRulesTest {
    private static final Rounds.Stop RULES = new Rounds.Stop(5, 0.01, 2, 0.05);

    static RoundNumbers numbers(double recall, int flips, boolean cut, double diversity, double agreement) {
        Estimate estimate = new Estimate(recall, recall - 0.02, recall + 0.02);
        return new RoundNumbers(100, 60, 0, 30, flips, flips, cut ? Optional.of(new RoundNumbers.Cut(0, 0.3, 0.08)) : Optional.empty(),
                estimate, estimate, 0.05, Optional.empty(), Optional.empty(), Optional.empty(), diversity, agreement, new TreeMap<>());
    }

    private static RoundNumbers numbers(double recall) {
        return numbers(recall, 3, true, 0.8, 0.6);
    }

    @Test
    void goesOnWhileRoundsGain() {
        assertThat(StopRules.stop(List.of(numbers(0.2)), RULES)).isEmpty();
        assertThat(StopRules.stop(List.of(numbers(0.2), numbers(0.25), numbers(0.28)), RULES)).isEmpty();
        assertThat(StopRules.stop(List.of(numbers(0.2), numbers(0.19), numbers(0.22), numbers(0.22)), RULES)).isEmpty();
    }

    @Test
    void stopsAfterRoundsWithoutGainAndAtTheLast() {
        assertThat(StopRules.stop(List.of(numbers(0.2), numbers(0.205), numbers(0.209)), RULES).orElseThrow()).contains("no gain");
        List<RoundNumbers> gaining = List.of(numbers(0.2), numbers(0.25), numbers(0.3), numbers(0.35), numbers(0.4), numbers(0.45));
        assertThat(StopRules.stop(gaining, RULES)).contains("most_rounds is 5");
        assertThat(StopRules.stop(gaining.subList(0, 5), RULES)).isEmpty();
    }

    @Test
    void stopsWhereNothingChangesOrNothingCanBeTold() {
        assertThat(StopRules.stop(List.of(numbers(0.2), numbers(0.3, 0, true, 0.8, 0.6)), RULES)).contains("round 1 changed nothing");
        assertThat(StopRules.stop(List.of(numbers(0.2), numbers(0.3, 3, false, 0.8, 0.6)), RULES).orElseThrow()).contains("cannot tell");
    }

    @Test
    void stopsWhereTheModelAgreesMoreAndMoreWithItselfOnLessAndLess() {
        List<RoundNumbers> collapsing = List.of(numbers(0.2), numbers(0.3), numbers(0.3, 3, true, 0.7, 0.7));
        assertThat(StopRules.stop(collapsing, RULES).orElseThrow()).contains("collapse: since round 1");
        // Less diverse, but better; or as diverse; or no more in agreement.
        assertThat(StopRules.stop(List.of(numbers(0.2), numbers(0.3), numbers(0.35, 3, true, 0.7, 0.7)), RULES)).isEmpty();
        assertThat(StopRules.stop(List.of(numbers(0.2), numbers(0.3), numbers(0.3, 3, true, 0.79, 0.7)), RULES)).isEmpty();
        assertThat(StopRules.stop(List.of(numbers(0.2), numbers(0.3), numbers(0.3, 3, true, 0.7, 0.6)), RULES)).isEmpty();
    }

    @Test
    void theBestIsTheFirstOfTheHighestAndRound0IsNone() {
        assertThat(StopRules.best(List.of(numbers(0.9)))).isEmpty();
        List<RoundNumbers> rounds = List.of(numbers(0.25), numbers(0.2), numbers(0.3), numbers(0.3));
        assertThat(StopRules.best(rounds)).isEqualTo(OptionalInt.of(2));
        assertThat(StopRules.mayBeAdopted(rounds, 2)).isTrue();
        assertThat(StopRules.mayBeAdopted(rounds, 1)).isFalse();
    }
}
