package dev.tandem.operators.model;

import java.util.Arrays;

/** The likeliest of many, of equally likely ones the first. */
final class TopTags {
    private TopTags() {}

    /** Places of the greatest values, greatest first; fewer where there are not as many. */
    static int[] of(float[] chances, int count) {
        int[] top = new int[Math.min(count, chances.length)];
        int found = 0;
        for (int i = 0; i < chances.length; i++) {
            int place = found;
            while (place > 0 && chances[i] > chances[top[place - 1]]) {
                place--;
            }
            if (place < top.length) {
                int last = Math.min(found, top.length - 1);
                System.arraycopy(top, place, top, place + 1, last - place);
                top[place] = i;
                found = Math.min(found + 1, top.length);
            }
        }
        return Arrays.copyOf(top, found);
    }
}
