package dev.tandem.training.curation;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class OffspringTest {
    /** Two of the first pair, one of the second. */
    private final Offspring offspring = new Offspring(new int[] {-1, -1, -1, 0, 0, 1});

    @Test
    void childrenTakeTurnsInThePlacesOfTheirParents() {
        assertThat(offspring.turns()).isEqualTo(2);
        assertThat(offspring.away(0)).containsExactly(false, false, false, true, true, true);
        assertThat(offspring.away(1)).containsExactly(true, true, false, false, true, false);
        assertThat(offspring.away(2)).containsExactly(true, false, false, true, false, true);
    }

    @Test
    void foldsAreThoseThatThereWereWithoutChildren() {
        Folds with = offspring.folds(new String[] {"a", "b", "c", "a", "a", "b"}, 2, 5);
        Folds without = Folds.byGroup(new String[] {"a", "b", "c"}, 2, 5);
        assertThat(with.foldOf()).startsWith(without.foldOf());
        assertThat(with.foldOf()[3]).isEqualTo(with.foldOf()[4]).isEqualTo(with.foldOf()[0]);
        assertThat(offspring.asParents(new boolean[] {true, false, false, false, false, true}))
                .containsExactly(true, false, false, true, true, false);
    }
}
