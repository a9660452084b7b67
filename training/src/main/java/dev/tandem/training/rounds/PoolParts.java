package dev.tandem.training.rounds;

import dev.tandem.core.error.ErrorCode;
import dev.tandem.core.error.TandemException;
import dev.tandem.core.recipe.Rounds;
import dev.tandem.training.curation.Folds;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * What of a pool is judged, and what models are evaluated with. Pages stay whole. What waits in a reserve is never evaluated with, and is
 * not judged where its page is.
 *
 * @param judged places in the pool, ascending
 * @param unseen the same of what is held out, as far as the recipe left it in
 * @param reserve of each pair of the pool, whether it began in the reserve, or was made
 */
record PoolParts(int[] judged, int[] unseen, boolean[] reserve) {
    private static final String SOURCE = "source: ";
    private static final int LEAST_OF_FOLD = 4;
    private static final int LEAST_HELD_OUT = 5;

    static PoolParts of(PreparedPool pool, Rounds settings) {
        List<String> waiting = settings.worst().map(Rounds.Worst::reserve).orElse(List.of());
        boolean[] reserve = new boolean[pool.count()];
        for (int i = 0; i < reserve.length; i++) {
            PoolPair pair = pool.pairs().get(i);
            reserve[i] = pair.made().isPresent() || pair.slices().stream().anyMatch(slice -> isOf(slice, waiting));
        }
        int[] at = IntStream.range(0, reserve.length).filter(i -> !reserve[i]).toArray();
        String[] groups = Arrays.stream(at).mapToObj(i -> pool.pairs().get(i).group()).toArray(String[]::new);
        Folds parts = Folds.byGroup(groups, settings.heldOut(), settings.seed());
        boolean[] heldOut = new boolean[reserve.length];
        Set<String> pages = new HashSet<>();
        for (int k = 0; k < at.length; k++) {
            if (parts.foldOf()[k] == 0) {
                heldOut[at[k]] = true;
                pages.add(groups[k]);
            }
        }
        PoolParts found = new PoolParts(
                IntStream.range(0, reserve.length)
                        .filter(i -> !heldOut[i] && !(reserve[i] && pages.contains(pool.pairs().get(i).group())))
                        .toArray(),
                IntStream.range(0, reserve.length).filter(i -> heldOut[i] && pool.pairs().get(i).kept()).toArray(),
                reserve);
        found.checkSize(pool, settings);
        return found;
    }

    /** Whether a source is one of these inputs, or lies in one that is a folder or an archive. */
    private static boolean isOf(String slice, List<String> inputs) {
        if (!slice.startsWith(SOURCE)) {
            return false;
        }
        String source = slice.substring(SOURCE.length());
        return inputs.stream().anyMatch(input ->
                source.equals(input) || source.startsWith(input + "/") || source.startsWith(input + "!"));
    }

    private void checkSize(PreparedPool pool, Rounds settings) {
        int[] first = Arrays.stream(judged).filter(i -> !reserve[i]).toArray();
        long pages = Arrays.stream(first).mapToObj(i -> pool.pairs().get(i).group()).distinct().count();
        long kept = Arrays.stream(first).filter(i -> pool.pairs().get(i).kept()).count();
        long least = (long) LEAST_OF_FOLD * settings.folds() * (settings.mode() == Rounds.Mode.COOPERATIVE ? 2 : 1);
        if (pages < settings.folds() || kept < least || unseen.length < LEAST_HELD_OUT) {
            throw new TandemException(ErrorCode.EMPTY_INPUT, "Rounds need at least " + least + " pairs of " + settings.folds()
                    + " pages to train on and " + LEAST_HELD_OUT + " to evaluate with, found " + kept + " of " + pages + " pages and "
                    + unseen.length + ". Give more pages, or lower 'rounds: folds'.");
        }
    }
}
