package dev.tandem.operators.image;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** How much of a picture QR codes cover, told by the squares in three of their corners. */
final class QrArea {
    /** Widths of dark and light of such a square, of seven in all. */
    private static final int[] PROPORTIONS = {1, 1, 3, 1, 1};
    private static final int MODULES = 7;
    /** Rows that have to agree on a square. */
    private static final int LEAST_ROWS = 2;
    /** Squares that are put together by three at most: their number bounds the time. */
    private static final int MOST_SQUARES = 48;
    private static final int MOST_SEEN = 512;
    /** Modules between the middles of two squares of the smallest code, and of the largest. */
    private static final int LEAST_SIDE = 14;
    private static final int MOST_SIDE = 170;

    private final GreyPlane plane;
    private final DarkPixels dark;
    private final List<Square> squares = new ArrayList<>();

    private QrArea(GreyPlane plane) {
        this.plane = plane;
        this.dark = DarkPixels.of(plane);
    }

    /** The share of the picture, 0 to 1. */
    static double of(GreyPlane plane) {
        QrArea area = new QrArea(plane);
        for (int y = 0; y < plane.height(); y++) {
            area.scan(y);
        }
        return area.covered();
    }

    /** A square in the corner of a code, as the mean of the rows in which it was seen. */
    private static final class Square {
        private double x;
        private double y;
        private double module;
        private int rows;

        boolean isSame(double otherX, double otherY, double otherModule) {
            double reach = 2 * module;
            return Math.abs(x - otherX) <= reach && Math.abs(y - otherY) <= reach
                    && otherModule <= 1.5 * module && module <= 1.5 * otherModule;
        }

        void add(double otherX, double otherY, double otherModule) {
            x = (x * rows + otherX) / (rows + 1);
            y = (y * rows + otherY) / (rows + 1);
            module = (module * rows + otherModule) / (rows + 1);
            rows++;
        }
    }

    private void scan(int y) {
        int[] runs = new int[PROPORTIONS.length];
        boolean isDark = false;
        int length = 0;
        for (int x = 0; x <= plane.width(); x++) {
            if (x < plane.width() && dark.at(x, y) == isDark) {
                length++;
                continue;
            }
            System.arraycopy(runs, 1, runs, 0, runs.length - 1);
            runs[runs.length - 1] = length;
            if (isDark && fits(runs)) {
                double middle = x - runs[4] - runs[3] - runs[2] / 2.0;
                confirm(middle, y, total(runs) / (double) MODULES);
            }
            isDark = !isDark;
            length = 1;
        }
    }

    /** A square has the same proportions from above to below, and is about as high as it is wide. */
    private void confirm(double middle, int y, double module) {
        int column = (int) middle;
        if (!dark.at(column, y)) {
            return;
        }
        int[] runs = new int[PROPORTIONS.length];
        int top = y;
        for (int i = 2; i >= 0; i--) {
            for (; top >= 0 && dark.at(column, top) == (i != 1); top--) {
                runs[i]++;
            }
        }
        int bottom = y + 1;
        for (int i = 2; i < runs.length; i++) {
            for (; bottom < plane.height() && dark.at(column, bottom) == (i != 3); bottom++) {
                runs[i]++;
            }
        }
        double high = total(runs) / (double) MODULES;
        if (!fits(runs) || high > 1.5 * module || module > 1.5 * high) {
            return;
        }
        double center = bottom - runs[4] - runs[3] - runs[2] / 2.0;
        double size = (module + high) / 2;
        for (Square square : squares) {
            if (square.isSame(middle, center, size)) {
                square.add(middle, center, size);
                return;
            }
        }
        if (squares.size() < MOST_SEEN) {
            Square square = new Square();
            square.add(middle, center, size);
            squares.add(square);
        }
    }

    private static int total(int[] runs) {
        int total = 0;
        for (int run : runs) {
            total += run;
        }
        return total;
    }

    private static boolean fits(int[] runs) {
        double module = total(runs) / (double) MODULES;
        for (int i = 0; i < runs.length; i++) {
            double expected = PROPORTIONS[i] * module;
            if (runs[i] == 0 || Math.abs(runs[i] - expected) > 0.5 * expected) {
                return false;
            }
        }
        return module >= 1;
    }

    /** Takes squares together by three, the best first, each once. */
    private double covered() {
        List<Square> seen = squares.stream()
                .filter(square -> square.rows >= LEAST_ROWS)
                .sorted(Comparator.comparingInt((Square square) -> -square.rows)
                        .thenComparingDouble(square -> square.y)
                        .thenComparingDouble(square -> square.x))
                .limit(MOST_SQUARES)
                .toList();
        List<Triple> triples = new ArrayList<>();
        for (int i = 0; i < seen.size(); i++) {
            for (int j = i + 1; j < seen.size(); j++) {
                for (int k = j + 1; k < seen.size(); k++) {
                    Triple triple = Triple.of(seen.get(i), seen.get(j), seen.get(k));
                    if (triple.error() < Triple.MOST_ERROR) {
                        triples.add(triple);
                    }
                }
            }
        }
        triples.sort(Comparator.comparingDouble(Triple::error));
        List<Square> used = new ArrayList<>();
        double area = 0;
        for (Triple triple : triples) {
            if (triple.squares().stream().noneMatch(used::contains)) {
                used.addAll(triple.squares());
                area += triple.area();
            }
        }
        return Math.min(1, area / ((double) plane.width() * plane.height()));
    }

    /**
     * Three squares, and how far they are from standing as those of a code do: at the corners of half a square, in modules of
     * one size.
     */
    private record Triple(List<Square> squares, double error, double area) {
        private static final double MOST_ERROR = 0.35;

        static Triple of(Square a, Square b, Square c) {
            Triple first = atCorner(a, b, c);
            Triple second = atCorner(b, a, c);
            Triple third = atCorner(c, a, b);
            Triple better = second.error() < first.error() ? second : first;
            return third.error() < better.error() ? third : better;
        }

        /** The first of the three stands at the right angle. */
        private static Triple atCorner(Square corner, Square one, Square other) {
            double first = distance(corner, one);
            double second = distance(corner, other);
            double side = (first + second) / 2;
            // A line across a turned square is longer than its side.
            double along = Math.max(Math.abs(one.x - corner.x), Math.abs(one.y - corner.y)) / Math.max(first, 1);
            double module = along * (corner.module + one.module + other.module) / 3;
            double least = Math.min(corner.module, Math.min(one.module, other.module));
            double most = Math.max(corner.module, Math.max(one.module, other.module));
            // A module that is a pixel or two wide is measured so roughly that the count may be off by a third.
            boolean isCode = side >= 0.7 * LEAST_SIDE * module && side <= 1.3 * MOST_SIDE * module && module > 0;
            double error = Math.abs(first - second) / side + Math.abs(distance(one, other) / side - Math.sqrt(2))
                    + (most - least) / most / 2;
            double whole = side + MODULES * module;
            return new Triple(List.of(corner, one, other), isCode ? error : Double.MAX_VALUE, whole * whole);
        }

        private static double distance(Square a, Square b) {
            return Math.sqrt((a.x - b.x) * (a.x - b.x) + (a.y - b.y) * (a.y - b.y));
        }
    }
}
