package dev.tandem.operators.selection;

/**
 * Mean and standard deviation of numbers that are told twice in the same order, with how often each occurs. The deviation is that of
 * a sample (divided by one less than there are), and zero of a single number.
 */
final class Moments {
    private final Sum sum = new Sum();
    private final Sum squares = new Sum();
    private long count;

    void first(double number, long times) {
        sum.add(number * times);
        count += times;
    }

    void second(double number, long times) {
        double deviation = number - mean();
        squares.add(deviation * deviation * times);
    }

    /** NaN of nothing. */
    double mean() {
        return sum.value() / count;
    }

    double deviation() {
        return count < 2 ? 0 : Math.sqrt(squares.value() / (count - 1));
    }

    /** Adds up with what rounding loses carried along (Neumaier). */
    private static final class Sum {
        private double sum;
        private double lost;

        void add(double number) {
            double next = sum + number;
            lost += Math.abs(sum) >= Math.abs(number) ? sum - next + number : number - next + sum;
            sum = next;
        }

        double value() {
            return sum + lost;
        }
    }
}
