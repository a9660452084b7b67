package dev.tandem.operators.parity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tandem.operators.alignment.LinearAssignment;
import org.junit.jupiter.api.Test;

/** Compares with SciPy's assignment where its numbers are there: sums alone, as several assignments may have the best. */
final class LinearAssignmentParityTest {

    @Test
    void sumsAreThoseOfTheReference() {
        Golden golden = Golden.find().orElse(null);
        assumeTrue(golden != null, "the matrices are not there");
        assertThat(golden.expected("scipy-linear_assignment")).hasSizeGreaterThan(10).allSatisfy(run -> {
            JsonNode cost = run.get("cost");
            int rows = cost.size();
            int columns = cost.get(0).size();
            double[] values = new double[rows * columns];
            for (int i = 0; i < values.length; i++) {
                values[i] = cost.get(i / columns).get(i % columns).doubleValue();
            }
            int[] found = run.get("maximize").booleanValue()
                    ? LinearAssignment.greatest(values, rows, columns)
                    : LinearAssignment.least(values, rows, columns);
            double total = 0;
            for (int row = 0; row < rows; row++) {
                total += found[row] < 0 ? 0 : values[row * columns + found[row]];
            }
            assertThat(total).isCloseTo(run.get("total").doubleValue(), within(1e-9));
        });
    }
}
