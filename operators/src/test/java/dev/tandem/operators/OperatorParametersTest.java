package dev.tandem.operators;

import dev.tandem.testing.ParametersContract;

/** What holds for the parameters of every operator. */
final class OperatorParametersTest extends ParametersContract {}
