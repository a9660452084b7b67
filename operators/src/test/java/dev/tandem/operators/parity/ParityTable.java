package dev.tandem.operators.parity;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.operators.parity.Golden.Document;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** How many answers are equal to those of a reference, and why the others are not. */
final class ParityTable {
    private static final Path PAGE = Path.of("..", "docs", "parity.md");
    private static final String HEAD = """
            # Parity with reference implementations

            How often an answer here is equal to that of a reference on the same documents: every count and every ratio to the last
            bit, the decision with its reason, and the text where it is rewritten. The tests with `Parity` in their name make this page.

            | Reference | Operator | Cases | Equal | Different |
            |---|---|---|---|---|
            """;

    private final String name;
    private final String version;
    private final String reason;
    private final List<Row> rows = new ArrayList<>();

    /**
     * A table without rows.
     *
     * @param reason why answers differ, where some do
     */
    ParityTable(String name, String version, String reason) {
        this.name = name;
        this.version = version;
        this.reason = reason;
    }

    /**
     * A comparison.
     *
     * @param operator what is compared, with its parameters where they are not the defaults
     * @param different the documents with other answers
     * @param reason why these differ
     */
    record Row(String operator, int cases, List<Document> different, String reason) {}

    /** Compares the answers to all documents, by their place in the list. */
    void compare(String operator, List<Document> documents, IntPredicate equal) {
        compare(operator, documents, reason, equal);
    }

    /** The same, where answers differ for a reason of their own. */
    void compare(String operator, List<Document> documents, String reason, IntPredicate equal) {
        List<Document> different = new ArrayList<>();
        for (int i = 0; i < documents.size(); i++) {
            if (!equal.test(i)) {
                different.add(documents.get(i));
            }
        }
        rows.add(new Row(operator, documents.size(), different, reason));
    }

    List<Row> rows() {
        return rows;
    }

    /** Asserts that the page has these rows; with {@code -Dtandem.docs.update=true} they are written to it first. */
    void isOnPage() throws IOException {
        String expected = page(Files.readString(PAGE));
        if (Boolean.getBoolean("tandem.docs.update")) {
            Files.writeString(PAGE, expected);
        }
        assertThat(PAGE).hasContent(expected);
    }

    /** The page with these rows in place of those of the same reference: every reference has a test of its own. */
    private String page(String old) {
        Stream<String> others = old.lines()
                .dropWhile(line -> !line.startsWith("|---"))
                .skip(1)
                .filter(line -> !line.startsWith("| " + name + " "));
        return Stream.concat(others, rows.stream().map(this::line))
                .sorted(Comparator.comparing(line -> line.split(" ")[1], String.CASE_INSENSITIVE_ORDER))
                .collect(Collectors.joining("\n", HEAD, "\n"));
    }

    private String line(Row row) {
        int different = row.different().size();
        return "| " + name + " " + version + " | " + row.operator() + " | " + row.cases() + " | "
                + (row.cases() - different) + " | " + (different == 0 ? "none" : different + ": " + row.reason()) + " |";
    }
}
