package dev.tandem.media;

import java.util.Arrays;

/**
 * The share of a picture that lines of text cover, found without reading them: many strong upright edges close to each other,
 * joined to blocks that are wider than high, and of two shades. Single letters, slanted lines and scripts that are written from
 * top to bottom are missed; fences and window grids may be taken for text.
 */
final class TextArea {
    /** Steps of grey that are edges. */
    private static final int EDGE = 40;
    /** Gaps between letters and words, as a share of the picture's width. */
    private static final int GAPS_PER_WIDTH = 40;
    private static final int LOWEST = 6;
    /** A line of text is at most this part of the picture high. */
    private static final int MOST_HEIGHT_PART = 5;
    private static final double LEAST_WIDTH_PER_HEIGHT = 1.5;
    private static final double LEAST_FILL = 0.45;
    /** Strokes beside each other, in a piece of a line as long as it is high. */
    private static final double LEAST_STROKES = 1;
    /** How much of the variance of the greys two shades explain. */
    private static final double LEAST_TWO_SHADES = 0.8;

    private final FrameScaler.Plane plane;
    private final int width;
    private final int height;
    private final boolean[] edges;
    private final boolean[] joined;

    private TextArea(FrameScaler.Plane plane) {
        this.plane = plane;
        this.width = plane.width();
        this.height = plane.height();
        this.edges = new boolean[width * height];
        this.joined = new boolean[width * height];
    }

    /** 0 to 1. */
    static double of(FrameScaler.Plane grey) {
        TextArea area = new TextArea(grey);
        area.join();
        return area.covered();
    }

    private void join() {
        int gap = Math.max(2, width / GAPS_PER_WIDTH);
        for (int y = 0; y < height; y++) {
            int last = -1;
            for (int x = 1; x < width - 1; x++) {
                int at = y * width + x;
                if (Math.abs(grey(at + 1) - grey(at - 1)) < EDGE) {
                    continue;
                }
                edges[at] = true;
                joined[at] = true;
                if (last >= 0 && x - last <= gap) {
                    Arrays.fill(joined, y * width + last, at, true);
                }
                last = x;
            }
        }
    }

    private int grey(int at) {
        return plane.samples()[at] & 0xff;
    }

    /** Boxes do not lie upon each other by much; what they cover twice is counted once. */
    private double covered() {
        boolean[] covered = new boolean[width * height];
        int[] queue = new int[width * height];
        for (int start = 0; start < joined.length; start++) {
            if (joined[start]) {
                Box box = take(start, queue);
                if (isText(box)) {
                    for (int y = box.top; y <= box.bottom; y++) {
                        Arrays.fill(covered, y * width + box.left, y * width + box.right + 1, true);
                    }
                }
            }
        }
        int count = 0;
        for (boolean point : covered) {
            count += point ? 1 : 0;
        }
        return (double) count / covered.length;
    }

    private record Box(int left, int top, int right, int bottom, int points) {
        int width() {
            return right - left + 1;
        }

        int height() {
            return bottom - top + 1;
        }
    }

    /** A block of joined points, which is taken away. */
    private Box take(int start, int[] queue) {
        int left = width;
        int right = 0;
        int top = height;
        int bottom = 0;
        int end = 1;
        queue[0] = start;
        joined[start] = false;
        for (int next = 0; next < end; next++) {
            int x = queue[next] % width;
            int y = queue[next] / width;
            left = Math.min(left, x);
            right = Math.max(right, x);
            top = Math.min(top, y);
            bottom = Math.max(bottom, y);
            end = add(queue, end, x > 0, queue[next] - 1);
            end = add(queue, end, x < width - 1, queue[next] + 1);
            end = add(queue, end, y > 0, queue[next] - width);
            end = add(queue, end, y < height - 1, queue[next] + width);
        }
        return new Box(left, top, right, bottom, end);
    }

    private int add(int[] queue, int end, boolean inside, int point) {
        if (!inside || !joined[point]) {
            return end;
        }
        joined[point] = false;
        queue[end] = point;
        return end + 1;
    }

    private boolean isText(Box box) {
        return box.height() >= LOWEST
                && box.height() <= height / MOST_HEIGHT_PART
                && box.width() >= LEAST_WIDTH_PER_HEIGHT * box.height()
                && box.points() >= LEAST_FILL * box.width() * box.height()
                && strokes(box) >= LEAST_STROKES
                && twoShades(box) >= LEAST_TWO_SHADES;
    }

    /** Runs of edges of a row of the box, in a piece as long as it is high. */
    private double strokes(Box box) {
        int runs = 0;
        for (int y = box.top; y <= box.bottom; y++) {
            for (int x = Math.max(1, box.left); x <= box.right; x++) {
                runs += edges[y * width + x] && !edges[y * width + x - 1] ? 1 : 0;
            }
        }
        return (double) runs / box.width();
    }

    /** Otsu's criterion: the variance between two shades over all of it. */
    private double twoShades(Box box) {
        int[] counts = new int[256];
        long sum = 0;
        for (int y = box.top; y <= box.bottom; y++) {
            for (int x = box.left; x <= box.right; x++) {
                int value = grey(y * width + x);
                counts[value]++;
                sum += value;
            }
        }
        double count = (double) box.width() * box.height();
        double mean = sum / count;
        double variance = 0;
        for (int value = 0; value < counts.length; value++) {
            variance += counts[value] * (value - mean) * (value - mean);
        }
        double best = 0;
        long darkCount = 0;
        long darkSum = 0;
        for (int value = 0; value < counts.length - 1; value++) {
            darkCount += counts[value];
            darkSum += (long) counts[value] * value;
            if (darkCount > 0 && darkCount < count) {
                double apart = (double) darkSum / darkCount - (sum - darkSum) / (count - darkCount);
                best = Math.max(best, darkCount * (count - darkCount) / count * apart * apart);
            }
        }
        return variance == 0 ? 0 : best / variance;
    }
}
