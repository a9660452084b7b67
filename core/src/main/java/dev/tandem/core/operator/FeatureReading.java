package dev.tandem.core.operator;

/**
 * A measured value that a selector reads.
 *
 * @param column {@code <operator label>.<feature>}: of the latest earlier step that measured it; empty where the recipe names none
 * @param several which number stands for a sample whose media parts have one each
 */
public record FeatureReading(String column, Several several) {

    /** The number that a measured value stands for; NaN for null. */
    public double number(Object measured) {
        return switch (measured) {
            case Number number -> number.doubleValue();
            case double[] numbers -> several.of(numbers);
            case null, default -> Double.NaN;
        };
    }

    /** Which number stands for several. */
    public enum Several {
        MEAN {
            @Override
            double number(double[] numbers) {
                double sum = 0;
                for (double number : numbers) {
                    sum += number;
                }
                return sum / numbers.length;
            }
        },
        MIN {
            @Override
            double number(double[] numbers) {
                double least = Double.POSITIVE_INFINITY;
                for (double number : numbers) {
                    least = Math.min(least, number);
                }
                return least;
            }
        },
        MAX {
            @Override
            double number(double[] numbers) {
                double greatest = Double.NEGATIVE_INFINITY;
                for (double number : numbers) {
                    greatest = Math.max(greatest, number);
                }
                return greatest;
            }
        };

        abstract double number(double[] numbers);

        /** The number that stands for these; NaN for none, and where one of them is. */
        public double of(double[] numbers) {
            return numbers.length == 0 ? Double.NaN : number(numbers);
        }
    }
}
