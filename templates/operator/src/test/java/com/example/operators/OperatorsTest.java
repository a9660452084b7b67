package com.example.operators;

import dev.tandem.testing.ParametersContract;
import dev.tandem.testing.PassContract;
import org.junit.jupiter.api.Nested;

/** What holds for every operator: it is checked for each that is in this project. */
final class OperatorsTest {
    @Nested
    final class Passes extends PassContract {}

    @Nested
    final class Parameters extends ParametersContract {}
}
