package dev.tandem.e2e;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;

/**
 * What a near-duplicate step decided, beside the exact Jaccard similarity of the texts that came into it: computed from
 * sets of strings, by code that shares nothing with the operator.
 */
final class NearDuplicates {
    private static final double ROUNDING = 1e-9;

    private final String operator;
    private final Map<String, Page> bySource = new TreeMap<>();
    private final Map<String, Page> byId = new HashMap<>();

    NearDuplicates(StoredRun run, String before, String operator, int window) {
        this.operator = operator;
        for (StoredRun.Row row : run.rows(run.step(operator), run.step(before))) {
            Page page = new Page(
                    row.sample().source(),
                    shingles(row.sample().text(), window),
                    (String) row.features().get(operator + ".cluster"),
                    (String) row.features().get(operator + ".kept_instead"),
                    (Double) row.features().get(operator + ".similarity"));
            bySource.put(page.source(), page);
            byId.put(row.sample().id().hex(), page);
        }
    }

    /**
     * A page that came in.
     *
     * @param cluster null where it has no duplicate
     * @param keptInstead id of the page that stayed; null for one that stayed itself
     * @param similarity to that page; null for one that stayed
     */
    record Page(String source, Set<String> shingles, String cluster, String keptInstead, Double similarity) {
        boolean kept() {
            return keptInstead == null;
        }
    }

    /** A page of one crawl with that of the other at the same path. */
    record Pair(Page left, Page right, double jaccard) {
        boolean inOneCluster() {
            return left.cluster() != null && left.cluster().equals(right.cluster());
        }
    }

    List<Pair> pairs(String leftPrefix, String rightPrefix) {
        List<Pair> pairs = new ArrayList<>();
        for (Page left : bySource.values()) {
            if (left.source().startsWith(leftPrefix)) {
                Page right = bySource.get(rightPrefix + left.source().substring(leftPrefix.length()));
                if (right != null) {
                    pairs.add(new Pair(left, right, jaccard(left, right)));
                }
            }
        }
        return pairs;
    }

    Map<String, List<Page>> clusters() {
        Map<String, List<Page>> clusters = new TreeMap<>();
        bySource.values().stream()
                .filter(page -> page.cluster() != null)
                .forEach(page -> clusters.computeIfAbsent(page.cluster(), unused -> new ArrayList<>()).add(page));
        return clusters;
    }

    /** Clusters whose pages do not hang together by pairs of at least this similarity: something else merged them. */
    List<String> clustersNotLinkedAt(double threshold) {
        List<String> broken = new ArrayList<>();
        clusters().forEach((cluster, members) -> {
            Set<Page> linked = Collections.newSetFromMap(new IdentityHashMap<>());
            linked.add(members.getFirst());
            Deque<Page> next = new ArrayDeque<>(linked);
            while (!next.isEmpty()) {
                Page page = next.pop();
                for (Page other : members) {
                    if (!linked.contains(other) && jaccard(page, other) >= threshold) {
                        linked.add(other);
                        next.push(other);
                    }
                }
            }
            if (linked.size() < members.size()) {
                broken.add(cluster + ": " + members.stream().map(Page::source).toList());
            }
        });
        return broken;
    }

    /**
     * What was found, beside all pairs of pages.
     *
     * @param similar pairs at least as similar as the threshold
     * @param found of these, the ones in one cluster
     * @param together pairs in one cluster, similar or not
     * @param dropped pages that did not stay
     * @param droppedSimilar of these, the ones that are similar to the page that stayed
     */
    record Found(long similar, long found, long together, long dropped, long droppedSimilar) {
        double recall() {
            return (double) found / similar;
        }

        double precision() {
            return (double) droppedSimilar / dropped;
        }

        double pairwisePrecision() {
            return (double) found / together;
        }
    }

    /** Compares every page with every other. */
    Found against(double threshold) {
        List<Page> pages = List.copyOf(bySource.values());
        List<int[]> numbered = numbered(pages);
        long[] counts = new long[3];
        for (int i = 0; i < pages.size(); i++) {
            for (int j = 0; j < i; j++) {
                boolean together = new Pair(pages.get(i), pages.get(j), 0).inOneCluster();
                boolean similar = jaccard(numbered.get(i), numbered.get(j), threshold) >= threshold;
                counts[0] += similar ? 1 : 0;
                counts[1] += similar && together ? 1 : 0;
                counts[2] += together ? 1 : 0;
            }
        }
        List<Page> dropped = pages.stream().filter(page -> !page.kept()).toList();
        long droppedSimilar = dropped.stream()
                .filter(page -> jaccard(page, byId.get(page.keptInstead())) >= threshold)
                .count();
        return new Found(counts[0], counts[1], counts[2], dropped.size(), droppedSimilar);
    }

    /** The shingles of each page as numbers that ascend. */
    private static List<int[]> numbered(List<Page> pages) {
        Map<String, Integer> numbers = new HashMap<>();
        return pages.stream()
                .map(page -> page.shingles().stream()
                        .mapToInt(shingle -> numbers.computeIfAbsent(shingle, unused -> numbers.size()))
                        .sorted()
                        .toArray())
                .toList();
    }

    /** The similarity of two pages; 0 where their sizes alone keep it below the threshold. */
    private static double jaccard(int[] left, int[] right, double threshold) {
        if (Math.min(left.length, right.length) < threshold * Math.max(left.length, right.length)) {
            return 0;
        }
        int common = 0;
        for (int i = 0, j = 0; i < left.length && j < right.length; ) {
            common += left[i] == right[j] ? 1 : 0;
            int compared = Integer.compare(left[i], right[j]);
            i += compared <= 0 ? 1 : 0;
            j += compared >= 0 ? 1 : 0;
        }
        return (double) common / (left.length + right.length - common);
    }

    List<String> wrongSimilarities() {
        List<String> wrong = new ArrayList<>();
        for (Page page : bySource.values()) {
            if (!page.kept()) {
                double exact = jaccard(page, Objects.requireNonNull(byId.get(page.keptInstead())));
                if (Math.abs(exact - page.similarity()) > ROUNDING) {
                    wrong.add(page.source() + ": " + operator + " says " + page.similarity() + ", exact is " + exact);
                }
            }
        }
        return wrong;
    }

    private static double jaccard(Page left, Page right) {
        Set<String> smaller = left.shingles().size() < right.shingles().size() ? left.shingles() : right.shingles();
        Set<String> larger = smaller == left.shingles() ? right.shingles() : left.shingles();
        long common = smaller.stream().filter(larger::contains).count();
        return (double) common / (smaller.size() + larger.size() - common);
    }

    private static Set<String> shingles(String text, int window) {
        List<String> words = Arrays.stream(text.toLowerCase(Locale.ROOT).split("[\\s\\p{Z}\\x1c-\\x1f\\x85]+"))
                .filter(word -> !word.isEmpty())
                .toList();
        Set<String> shingles = new HashSet<>();
        for (int i = 0; i <= Math.max(0, words.size() - window); i++) {
            shingles.add(String.join(" ", words.subList(i, Math.min(words.size(), i + window))));
        }
        return shingles;
    }
}
