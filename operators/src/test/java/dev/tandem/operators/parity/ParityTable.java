package dev.tandem.operators.parity;

import dev.tandem.operators.parity.Golden.Document;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntPredicate;

/** How many answers are equal to those of a reference, and why the others are not. */
final class ParityTable {
    private final List<Row> rows = new ArrayList<>();

    /**
     * A comparison.
     *
     * @param operator what is compared, with its parameters where they are not the defaults
     * @param different the documents with other answers
     */
    record Row(String reference, String operator, int cases, List<Document> different) {}

    /** Compares the answers to all documents, by their place in the list. */
    void compare(String reference, String operator, List<Document> documents, IntPredicate equal) {
        List<Document> different = new ArrayList<>();
        for (int i = 0; i < documents.size(); i++) {
            if (!equal.test(i)) {
                different.add(documents.get(i));
            }
        }
        rows.add(new Row(reference, operator, documents.size(), different));
    }

    List<Row> rows() {
        return rows;
    }

    String markdown(String reason) {
        StringBuilder page = new StringBuilder("""
                # Parity with reference implementations

                How often an answer here is equal to that of a reference on the same documents: every count and every ratio to the last
                bit, the decision with its reason, and the text where it is rewritten. `DatatroveParityTest` makes this page.

                | Reference | Operator | Cases | Equal | Different |
                |---|---|---|---|---|
                """);
        for (Row row : rows) {
            int different = row.different().size();
            page.append("| ").append(row.reference()).append(" | ").append(row.operator())
                    .append(" | ").append(row.cases())
                    .append(" | ").append(row.cases() - different)
                    .append(" | ").append(different == 0 ? "none" : different + ": " + reason).append(" |\n");
        }
        return page.toString();
    }
}
