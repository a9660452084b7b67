package dev.tandem.training.probe;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;

/** L-BFGS (Nocedal, 1980) with steps that are halved until they lead down far enough (Armijo): for smooth convex functions. */
final class LimitedMemoryBfgs {
    private static final int MEMORY = 10;
    private static final double ENOUGH = 1e-4;
    private static final double TOLERANCE = 1e-9;
    private static final int MOST_HALVINGS = 40;

    private LimitedMemoryBfgs() {}

    /** A function with its derivatives. */
    @FunctionalInterface
    interface Function {
        /** @param gradient is written */
        double at(double[] point, double[] gradient);
    }

    /** A step that was made, what the gradient changed by, and their product. */
    private record Pair(double[] step, double[] change, double product) {}

    static double[] minimize(Function function, double[] start, int iterations) {
        double[] point = start.clone();
        double[] gradient = new double[point.length];
        double value = function.at(point, gradient);
        Deque<Pair> memory = new ArrayDeque<>();
        for (int i = 0; i < iterations && norm(gradient) > TOLERANCE * Math.max(1, Math.abs(value)); i++) {
            double[] direction = direction(gradient, memory);
            double slope = dot(direction, gradient);
            double[] next = new double[point.length];
            double[] nextGradient = new double[point.length];
            double length = i == 0 ? Math.min(1, 1 / norm(gradient)) : 1;
            double nextValue = Double.POSITIVE_INFINITY;
            for (int halvings = 0; halvings < MOST_HALVINGS; halvings++) {
                for (int k = 0; k < next.length; k++) {
                    next[k] = point[k] + length * direction[k];
                }
                nextValue = function.at(next, nextGradient);
                if (nextValue <= value + ENOUGH * length * slope) {
                    break;
                }
                length /= 2;
            }
            if (!(nextValue < value)) {
                break;
            }
            remember(memory, point, next, gradient, nextGradient);
            point = next;
            gradient = nextGradient;
            value = nextValue;
        }
        return point;
    }

    private static void remember(Deque<Pair> memory, double[] point, double[] next, double[] gradient, double[] nextGradient) {
        double[] step = difference(next, point);
        double[] change = difference(nextGradient, gradient);
        double product = dot(step, change);
        if (product > 0) {
            memory.addLast(new Pair(step, change, product));
            if (memory.size() > MEMORY) {
                memory.removeFirst();
            }
        }
    }

    private static double[] direction(double[] gradient, Deque<Pair> memory) {
        double[] direction = gradient.clone();
        double[] shares = new double[memory.size()];
        int at = memory.size();
        for (Iterator<Pair> pairs = memory.descendingIterator(); pairs.hasNext();) {
            Pair pair = pairs.next();
            shares[--at] = dot(pair.step(), direction) / pair.product();
            add(direction, pair.change(), -shares[at]);
        }
        if (!memory.isEmpty()) {
            Pair last = memory.getLast();
            double scale = last.product() / dot(last.change(), last.change());
            for (int i = 0; i < direction.length; i++) {
                direction[i] *= scale;
            }
        }
        for (Pair pair : memory) {
            add(direction, pair.step(), shares[at] - dot(pair.change(), direction) / pair.product());
            at++;
        }
        for (int i = 0; i < direction.length; i++) {
            direction[i] = -direction[i];
        }
        return direction;
    }

    private static void add(double[] sums, double[] values, double factor) {
        for (int i = 0; i < sums.length; i++) {
            sums[i] += factor * values[i];
        }
    }

    private static double[] difference(double[] one, double[] other) {
        double[] difference = one.clone();
        add(difference, other, -1);
        return difference;
    }

    private static double dot(double[] one, double[] other) {
        double sum = 0;
        for (int i = 0; i < one.length; i++) {
            sum += one[i] * other[i];
        }
        return sum;
    }

    private static double norm(double[] vector) {
        return Math.sqrt(dot(vector, vector));
    }
}
