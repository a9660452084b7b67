package dev.tandem.training.curation;

import java.util.Arrays;
import java.util.stream.IntStream;

/** Pairs of a pool that were made of others of it: they take turns in the places of their parents, a child of each parent a turn. */
public final class Offspring {
    private static final int NOBODY = -1;

    private final int[] parents;
    /** From 1; 0 of those that nobody made. */
    private final int[] turns;

    /** @param parents place of the parent of each pair; negative for those that nobody made */
    public Offspring(int[] parents) {
        this.parents = parents.clone();
        this.turns = new int[parents.length];
        int[] children = new int[parents.length];
        for (int i = 0; i < parents.length; i++) {
            turns[i] = parents[i] <= NOBODY ? 0 : ++children[parents[i]];
        }
    }

    boolean isMade(int pair) {
        return turns[pair] > 0;
    }

    /** How many turns there are. */
    int turns() {
        return Arrays.stream(turns).max().orElse(0);
    }

    /** The children of a turn. */
    int[] of(int turn) {
        return IntStream.range(0, turns.length).filter(i -> turns[i] == turn).toArray();
    }

    /** Who is not there in a turn: children of other turns, and the parents of those of this one. In turn 0, all children. */
    boolean[] away(int turn) {
        boolean[] away = new boolean[turns.length];
        for (int i = 0; i < away.length; i++) {
            away[i] |= turns[i] > 0 && turns[i] != turn;
            if (turn > 0 && turns[i] == turn) {
                away[parents[i]] = true;
            }
        }
        return away;
    }

    /** Folds that do not depend on what was made; children are where their parents are. */
    Folds folds(String[] groups, int count, long seed) {
        int[] own = of(0);
        Folds folds = Folds.byGroup(Arrays.stream(own).mapToObj(i -> groups[i]).toArray(String[]::new), count, seed);
        int[] foldOf = new int[groups.length];
        for (int k = 0; k < own.length; k++) {
            foldOf[own[k]] = folds.foldOf()[k];
        }
        for (int i = 0; i < foldOf.length; i++) {
            foldOf[i] = isMade(i) ? foldOf[parents[i]] : foldOf[i];
        }
        return new Folds(foldOf, count);
    }

    /** With what holds of parents holding of their children. */
    boolean[] asParents(boolean[] holds) {
        boolean[] all = holds.clone();
        for (int i = 0; i < all.length; i++) {
            all[i] = isMade(i) ? holds[parents[i]] : holds[i];
        }
        return all;
    }
}
