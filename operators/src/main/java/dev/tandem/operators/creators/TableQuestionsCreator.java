package dev.tandem.operators.creators;

import dev.tandem.core.model.Digest;
import dev.tandem.core.model.Part;
import dev.tandem.core.model.PartAttributes;
import dev.tandem.core.model.Sample;
import dev.tandem.core.operator.OperatorName;
import dev.tandem.core.operator.SampleView;
import dev.tandem.core.operator.Setting;
import dev.tandem.core.operator.VerifyingCreator;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/**
 * Makes questions and answers of the tables of a page: look-up, count, comparison and maximum. Every answer is computed
 * from the table, and then once more from the question's words by other code; where the two differ, or where there is
 * no single answer, the question is refused. Rows are named by the first column whose cells are distinct and not blank;
 * a table without one is refused. The same table gives the same questions.
 */
@OperatorName(value = "table_questions", version = 3)
public final class TableQuestionsCreator implements VerifyingCreator {
    private final Params params;
    private final Lineage lineage;

    public TableQuestionsCreator(Params params) {
        this.params = params;
        this.lineage = Lineage.of(TableQuestionsCreator.class, params.seed(), 0);
    }

    /**
     * How many questions.
     *
     * @param lookUps look-up questions for each table, at most
     * @param seed another seed asks about other rows
     */
    public record Params(@Setting(value = "2", min = 0, max = 1000) int lookUps, @Setting("42") long seed) {}

    @Override
    public void create(SampleView parent, Output out) {
        int number = 0;
        for (Part part : parent.sample().parts()) {
            if (part instanceof Part.Text text
                    && PartAttributes.TABLE.equals(text.attributes().get(PartAttributes.ROLE))) {
                number++;
                switch (DataTable.of(text)) {
                    case DataTable.Unusable unusable -> out.refuse(unusable.reason());
                    case DataTable.Usable table -> ask(parent.sample(), text, table, number, out);
                }
            }
        }
    }

    private void ask(Sample page, Part.Text text, DataTable.Usable table, int number, Output out) {
        int asked = 0;
        for (TableQuestion question : questions(table, new Random(seed(text.text())))) {
            asked++;
            if (question.answer().isBlank()) {
                out.refuse("no single answer");
                continue;
            }
            out.accept(Sample.of(
                    page.source() + "#table-" + number + "-question-" + asked,
                    List.of(page.id()),
                    lineage.metadata(page),
                    QuestionItem.parts(text, question.question(), question.answer())));
        }
    }

    @Override
    public Optional<String> fault(Sample made) {
        return QuestionItem.fault(made, TableAnswerCheck.answer(
                QuestionItem.text(made, PartAttributes.TABLE), QuestionItem.text(made, PartAttributes.QUESTION)));
    }

    private List<TableQuestion> questions(DataTable.Usable table, Random random) {
        List<TableQuestion> questions = new ArrayList<>();
        int rows = table.rows().size();
        List<Integer> columns = table.values();
        for (int i = 0; i < Math.min(params.lookUps(), rows); i++) {
            int row = (random.nextInt(rows) + i) % rows;
            questions.add(TableQuestion.lookUp(table, row, columns.get(random.nextInt(columns.size()))));
        }
        questions.add(TableQuestion.count(table));
        columns.stream().filter(table::isNumeric).findFirst().ifPresent(column -> {
            int left = random.nextInt(rows);
            questions.add(TableQuestion.comparison(table, left, (left + 1 + random.nextInt(rows - 1)) % rows, column));
            questions.add(TableQuestion.maximum(table, column));
        });
        return questions.stream().distinct().toList();
    }

    private long seed(String table) {
        return params.seed() ^ ByteBuffer.wrap(Digest.of(table).bytes()).getLong();
    }
}
