package dev.tandem.core.operator;

/** The measured values of one sample and one filter, in the order of {@link Filter#features()}. */
public interface FeatureRow {
    double number(int feature);

    double[] numbers(int feature);

    String text(int feature);
}
