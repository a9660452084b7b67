package dev.tandem.operators.parity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import org.junit.jupiter.api.Test;

/**
 * Compares with datasketch 2.0.0 on documents outside of the project, where they are there. The tests beside the operator
 * have texts of the project's own.
 */
final class DatasketchParityTest {

    @Test
    void signaturesAndCandidatesAreEqual() throws IOException {
        Golden golden = Golden.find().orElse(null);
        assumeTrue(golden != null, "the documents are not there");
        ParityTable table = new ParityTable("datasketch", "2.0.0", "not explained");

        new DedupParity(golden, table).compareDatasketch();

        assertThat(table.rows()).allSatisfy(row -> assertThat(row.different()).as(row.operator()).isEmpty());
        table.isOnPage();
    }
}
