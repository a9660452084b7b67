package dev.tandem.training.curation;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * Samples in parts of about the same size, so that each can be scored by a model that has not seen it: a model likes what it has
 * seen. Samples of one group (a page, a site) are in one part, as they help to guess each other.
 *
 * @param foldOf part of each sample, from 0
 */
public record Folds(int[] foldOf, int count) {

    /** Groups come in an order that the seed decides; each goes to the part that is the smallest so far. */
    public static Folds byGroup(String[] groups, int count, long seed) {
        if (count < 2) {
            throw new IllegalArgumentException("at least two folds are needed, found " + count);
        }
        Map<String, List<Integer>> members = new LinkedHashMap<>();
        for (int i = 0; i < groups.length; i++) {
            members.computeIfAbsent(groups[i], group -> new ArrayList<>()).add(i);
        }
        List<List<Integer>> shuffled = new ArrayList<>(members.values());
        SplittableRandom random = new SplittableRandom(seed);
        for (int i = shuffled.size() - 1; i > 0; i--) {
            java.util.Collections.swap(shuffled, i, random.nextInt(i + 1));
        }
        int[] foldOf = new int[groups.length];
        int[] sizes = new int[count];
        for (List<Integer> group : shuffled) {
            int smallest = IntStream.range(0, count).boxed().min(Comparator.comparingInt(fold -> sizes[fold])).orElseThrow();
            group.forEach(member -> foldOf[member] = smallest);
            sizes[smallest] += group.size();
        }
        return new Folds(foldOf, count);
    }

    /** Places of the samples in a part, ascending. */
    public int[] members(int fold) {
        return IntStream.range(0, foldOf.length).filter(i -> foldOf[i] == fold).toArray();
    }
}
