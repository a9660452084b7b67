package dev.tandem.core.dedup;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class UnionFindTest {

    @Test
    void theSmallestMemberIsTheRootInAnyOrderOfUnions() {
        List<int[]> unions = new ArrayList<>(List.of(
                new int[] {5, 9}, new int[] {9, 2}, new int[] {2, 7}, new int[] {1, 3}, new int[] {3, 8}));
        for (int seed = 0; seed < 20; seed++) {
            Collections.shuffle(unions, new Random(seed));
            UnionFind sets = new UnionFind(10);
            unions.forEach(union -> sets.join(union[0], union[1]));

            assertThat(new int[] {sets.root(5), sets.root(9), sets.root(2), sets.root(7)}).containsOnly(2);
            assertThat(new int[] {sets.root(1), sets.root(3), sets.root(8)}).containsOnly(1);
            assertThat(sets.root(4)).isEqualTo(4);
            assertThat(sets.joined(1, 2)).isFalse();
        }
    }
}
