package dev.tandem.core.operator;

/**
 * What operators of others are built against: the packages {@code operator}, {@code model}, {@code error},
 * {@code inference} and {@code prompt} of core for a jar, and what a Python operator is asked and answers.
 */
public final class OperatorApi {
    /** Raised whenever an operator that was built for the version before could not be used any more. */
    public static final int VERSION = 1;

    /** Attribute of a jar's manifest that says for which version it was built. */
    public static final String ATTRIBUTE = "Tandem-Operator-Api";

    private OperatorApi() {}
}
