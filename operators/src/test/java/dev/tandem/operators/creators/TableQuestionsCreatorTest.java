package dev.tandem.operators.creators;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.core.model.Part;
import dev.tandem.core.model.PartAttributes;
import dev.tandem.core.model.Sample;
import dev.tandem.core.model.SampleMetadata;
import dev.tandem.operators.testing.CreatorRun;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.From;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class TableQuestionsCreatorTest {
    private static final String SIZES = "Name\tSize\nnorth\t1\nsouth\t22\neast\t3";
    private static final String METHODS = "Type\tMethod\tUses\nvoid\ta()\t7\nvoid\tb()\t9\nint\tc()\t9.5";

    private static CreatorRun ask(Map<String, Object> params, String table) {
        return CreatorRun.of("table_questions", params, Sample.read("page", Map.of("title", "T"), List.of(
                new Part.Text("prose"), new Part.Text(table, Map.of(PartAttributes.ROLE, PartAttributes.TABLE)))));
    }

    /** Questions with their answers. */
    private static Map<String, String> answers(CreatorRun run) {
        return run.made().stream().collect(Collectors.toMap(
                sample -> ((Part.Text) sample.parts().get(1)).text(),
                sample -> ((Part.Text) sample.parts().get(2)).text()));
    }

    @Test
    void rowsAreNamedByTheirFirstColumn() {
        Map<String, String> answers = answers(ask(Map.of("look_ups", 50), SIZES));

        assertThat(answers).containsEntry("How many rows does the table have?", "3")
                .containsEntry("Which row has the largest \"Size\"?", "south")
                .containsEntry("What is the \"Size\" of \"east\"?", "3");
        assertThat(answers.keySet()).filteredOn(question -> question.startsWith("Which has the larger \"Size\", \""))
                .hasSize(1);
    }

    @Test
    void rowsAreNamedByTheFirstColumnWhoseCellsAreDistinct() {
        Map<String, String> answers = answers(ask(Map.of("look_ups", 50), METHODS));

        assertThat(answers).containsEntry("Which \"Method\" has the largest \"Uses\"?", "c()");
        assertThat(answers.keySet()).filteredOn(question -> question.startsWith("What is"))
                .isNotEmpty()
                .allMatch(question -> question.matches(
                        "What is the \"(Type|Uses)\" of the row whose \"Method\" is \"[abc]\\(\\)\"\\?"));
        assertThat(answers.keySet())
                .filteredOn(question -> question.startsWith("Which \"Method\" has the larger \"Uses\", ")).hasSize(1);
    }

    @Test
    void aQuestionStandsWithItsTableAndParent() {
        CreatorRun run = ask(Map.of(), SIZES);
        Sample made = run.made().getFirst();

        assertThat(made.source()).isEqualTo("page#table-1-question-1");
        assertThat(made.parents()).hasSize(1);
        assertThat(made.metadata()).containsEntry(SampleMetadata.ACTOR, "operator:table_questions")
                .containsEntry("title", "T");
        assertThat(made.parts()).extracting(part -> part.attributes().get(PartAttributes.ROLE))
                .containsExactly(PartAttributes.TABLE, PartAttributes.QUESTION, PartAttributes.ANSWER);
        assertThat(made.parts().getFirst())
                .isEqualTo(new Part.Text(SIZES, Map.of(PartAttributes.ROLE, PartAttributes.TABLE)));
    }

    @Test
    void theSeedChangesTheQuestionsAndTheTableAloneDoesNot() {
        String large = "Name\tSize"
                + IntStream.range(0, 60).mapToObj(i -> "\nrow" + i + "\t" + i).collect(Collectors.joining());

        assertThat(answers(ask(Map.of(), large))).isEqualTo(answers(ask(Map.of(), large)));
        assertThat(answers(ask(Map.of("seed", 1), large))).isNotEqualTo(answers(ask(Map.of(), large)));
    }

    @ParameterizedTest
    @CsvSource({
        "'A|B,1|2', table too small",
        "'A,1,2', table too small",
        "'A|B,1|2,3', rows of different lengths",
        "'A|A,1|2,3|4', columns not named",
        "'A| ,1|2,3|4', columns not named",
        "'A|\"B\",1|2,3|4', columns not named",
        "'A|B,x|y,x|y', no column names the rows",
        "'A|B,x|y, |y', no column names the rows",
        "'A|B,x|y,\"z\"|y', no column names the rows"
    })
    void tablesThatQuestionsWouldBeAmbiguousAboutAreRefused(String table, String reason) {
        CreatorRun run = ask(Map.of(), table.replace('|', '\t').replace(',', '\n'));

        assertThat(run.made()).isEmpty();
        assertThat(run.refused()).containsExactly(reason);
    }

    @Test
    void questionsWithoutASingleAnswerAreRefused() {
        CreatorRun run = ask(Map.of("look_ups", 0), "Name\tSize\nnorth\t2\nsouth\t2.0");

        assertThat(answers(run)).containsOnlyKeys("How many rows does the table have?");
        assertThat(run.refused()).containsExactly("no single answer", "no single answer");
        assertThat(ask(Map.of("look_ups", 1), "Name\tNote\nnorth\t \nsouth\t").refused()).contains("no single answer");
    }

    @Test
    void quotesInAnswersAreFine() {
        assertThat(answers(ask(Map.of("look_ups", 50), "Name\tNote\nnorth\tsays \"hi\"\nsouth\tx")))
                .containsEntry("What is the \"Note\" of \"north\"?", "says \"hi\"");
    }

    @Property
    void everyAcceptedAnswerIsConfirmedAndOfTheTable(
            @ForAll @Size(min = 1, max = 6) List<@Size(value = 3) List<@From("cells") String>> rows,
            @ForAll @IntRange(max = 9) int seed) {
        String table = "K\tL\tM\n" + rows.stream().map(row -> String.join("\t", row)).collect(Collectors.joining("\n"));
        CreatorRun run = ask(Map.of("look_ups", 5, "seed", seed), table);

        assertThat(run.refused()).doesNotContain("answer not confirmed");
        answers(run).forEach((question, answer) -> {
            assertThat(TableAnswerCheck.answer(table, question)).contains(answer);
            assertThat(answer).isNotBlank();
            boolean counted = question.startsWith("How many");
            assertThat(counted ? String.valueOf(rows.size()) : answer)
                    .isIn(counted ? List.of(answer) : rows.stream().flatMap(List::stream).toList());
        });
    }

    @Property
    void aTableWithoutDistinctNamesIsRefusedWithAReason(
            @ForAll @Size(min = 2, max = 5) List<@From("cells") String> cells) {
        boolean distinct = new HashSet<>(cells).size() == cells.size() && cells.stream().noneMatch(String::isBlank);
        String rows = cells.stream().map(cell -> "\n" + cell + "\t" + cell).collect(Collectors.joining());
        CreatorRun run = ask(Map.of(), "K\tL" + rows);

        assertThat(run.made().isEmpty()).isEqualTo(!distinct);
        assertThat(run.refused().contains("no column names the rows")).isEqualTo(!distinct);
    }

    @Provide
    Arbitrary<String> cells() {
        return Arbitraries.oneOf(
                Arbitraries.of("", " ", "x", "a b", "1.0", "-7", "1e3"),
                Arbitraries.integers().between(-50, 50).map(String::valueOf),
                Arbitraries.strings().withCharRange('a', 'e').ofMinLength(1).ofMaxLength(3));
    }
}
