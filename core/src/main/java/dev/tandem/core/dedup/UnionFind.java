package dev.tandem.core.dedup;

/**
 * Disjoint sets of the integers from 0. The smallest member of a set is its root, whatever the order of the unions; a
 * find halves the path that it walks.
 */
final class UnionFind {
    private final int[] parents;

    UnionFind(int size) {
        parents = new int[size];
        for (int i = 0; i < size; i++) {
            parents[i] = i;
        }
    }

    /** The smallest member of the set of {@code member}. */
    int root(int member) {
        int root = member;
        while (parents[root] != root) {
            parents[root] = parents[parents[root]];
            root = parents[root];
        }
        return root;
    }

    boolean joined(int left, int right) {
        return root(left) == root(right);
    }

    void join(int left, int right) {
        int leftRoot = root(left);
        int rightRoot = root(right);
        parents[Math.max(leftRoot, rightRoot)] = Math.min(leftRoot, rightRoot);
    }
}
