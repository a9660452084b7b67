package dev.tandem.core.inference;

import java.util.ArrayList;
import java.util.List;

/** Lengths of a tensor along its axes, one after the other; -1 stands for one that varies. */
final class Shape {
    private Shape() {}

    /** How many values there are: 1 where there is no axis. */
    static long count(int[] shape) {
        long count = 1;
        for (int length : shape) {
            count = Math.multiplyExact(count, length);
        }
        return count;
    }

    static boolean fits(List<Integer> declared, int[] found) {
        if (declared.size() != found.length) {
            return false;
        }
        for (int i = 0; i < found.length; i++) {
            if (declared.get(i) != -1 && declared.get(i) != found[i]) {
                return false;
            }
        }
        return true;
    }

    /** With the rows of a batch before it. */
    static List<Long> batched(long rows, List<Integer> declared) {
        List<Long> batched = new ArrayList<>(List.of(rows));
        declared.forEach(length -> batched.add((long) length));
        return batched;
    }

    static void require(List<Integer> shape) {
        for (int length : shape) {
            Require.that(length == -1 || length > 0, "a shape of lengths above zero, or -1 for one that varies", shape);
        }
    }
}
