package com.example.operators;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.testing.OperatorRun;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class ExclamationFilterTest {
    private static final OperatorRun RUN = new OperatorRun("exclamation_ratio", Map.of("max_ratio", 0.25));

    @Test
    void marksAreCountedPerCharacter() {
        assertThat(RUN.number("Yes!")).isEqualTo(0.25);
        assertThat(RUN.number("")).isZero();
    }

    @Test
    void theLimitIsIncluded() {
        assertThat(RUN.decision("Yes!")).isEqualTo("keep");
        assertThat(RUN.decision("Yes!!")).isEqualTo("exclamation_ratio above max_ratio");
    }
}
