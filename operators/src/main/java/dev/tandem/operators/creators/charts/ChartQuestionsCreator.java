package dev.tandem.operators.creators.charts;

import dev.tandem.core.model.Part;
import dev.tandem.core.model.PartAttributes;
import dev.tandem.core.model.Sample;
import dev.tandem.core.model.SampleMetadata;
import dev.tandem.core.operator.OperatorName;
import dev.tandem.core.operator.SampleView;
import dev.tandem.core.operator.Setting;
import dev.tandem.core.operator.VerifyingCreator;
import dev.tandem.operators.creators.DataTable;
import dev.tandem.operators.creators.ItemMetadata;
import dev.tandem.operators.creators.Lineage;
import dev.tandem.operators.creators.QuestionItem;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Draws tables as bar, line, scatter and pie charts, PNG files, and asks about them: look-up, comparison, largest and smallest,
 * difference, sum, average, count above a limit, higher or lower, share. Every number stands in the chart, so that an answer can be
 * read and computed; it is computed from the table, and then once more from the question's words by other code, and refused where
 * the two differ or there is no single one. Tables are those of the sample where they can be drawn (few rows, short names, plain
 * numbers), and made-up ones. Metadata has the table as {@code table}, rows as lines and cells separated by tabs, and {@code chart}
 * for its kind. The same sample, parameters and release of the JDK give the same bytes: fonts come with Tandem, but the outlines of
 * their characters, the rasterizer and the PNG writer are the JDK's.
 */
@OperatorName("chart_questions")
public final class ChartQuestionsCreator implements VerifyingCreator {
    private final Params params;
    private final Lineage lineage;
    private final ChartDrawing drawing;
    private final List<ChartKind> kinds;

    public ChartQuestionsCreator(Params params) {
        this.params = params;
        this.lineage = Lineage.of(ChartQuestionsCreator.class, params.seed(), params.round());
        this.drawing = new ChartDrawing(params.width(), params.height());
        this.kinds = Arrays.stream(ChartKind.values()).filter(kind -> params.kinds().contains(name(kind))).toList();
    }

    /**
     * Which charts, and how many questions.
     *
     * @param tables whether tables of the sample are drawn
     * @param madeUp how many made-up tables are drawn for each sample
     * @param kinds kinds of charts, each as likely as another where several fit: bar, line, scatter, pie
     * @param questions most questions for each chart
     * @param width of a chart, in pixels
     * @param height of a chart, in pixels
     * @param seed another seed makes other tables and asks about other rows
     * @param round number of the round of development that items are made in; 0 for none
     */
    public record Params(
            @Setting("true") boolean tables,
            @Setting(value = "0", min = 0, max = 1000) int madeUp,
            @Setting("bar,line,scatter,pie") List<String> kinds,
            @Setting(value = "6", min = 1, max = 100) int questions,
            @Setting(value = "480", min = 320, max = 2000) int width,
            @Setting(value = "360", min = 240, max = 2000) int height,
            @Setting("42") long seed,
            @Setting(value = "0", min = 0, max = 1_000_000) int round) {
        private static final List<String> KNOWN =
                Arrays.stream(ChartKind.values()).map(ChartQuestionsCreator::name).toList();

        public Params {
            if (kinds.isEmpty() || !KNOWN.containsAll(kinds) || Set.copyOf(kinds).size() < kinds.size()) {
                throw new IllegalArgumentException("'kinds' must name some of " + KNOWN + ", none twice; found " + kinds);
            }
        }
    }

    @Override
    public void create(SampleView parent, Output out) {
        Sample sample = parent.sample();
        List<Part.Text> given = params.tables() ? tables(sample) : List.of();
        int number = 0;
        for (Part.Text text : given) {
            number++;
            switch (DataTable.of(text)) {
                case DataTable.Unusable unusable -> out.refuse(unusable.reason());
                case DataTable.Usable table -> {
                    Optional<ChartTable> chart = Tables.of(
                            table, title(sample, text), kinds, lineage.random(sample, "table " + number));
                    if (chart.isEmpty()) {
                        out.refuse("table that no chart can show");
                    } else {
                        ask(sample, chart.get(), number, out);
                    }
                }
            }
        }
        for (int i = 1; i <= params.madeUp(); i++) {
            ask(sample, Tables.random(kinds, lineage.random(sample, "made up " + i)), number + i, out);
        }
    }

    private void ask(Sample parent, ChartTable table, int number, Output out) {
        Part.Media chart = drawing.draw(table).part(Map.of(PartAttributes.CAPTION, table.title()));
        int asked = 0;
        for (ChartQuestion question : ChartQuestion.of(table, params.questions(), lineage.random(parent, "questions " + number))) {
            asked++;
            if (question.answer().isEmpty()) {
                out.refuse("no single answer");
            } else {
                out.accept(item(parent, table, chart, question, "#chart-" + number + "-question-" + asked));
            }
        }
    }

    private Sample item(Sample parent, ChartTable table, Part.Media chart, ChartQuestion question, String name) {
        Map<String, String> metadata = lineage.metadata(parent);
        metadata.put(ItemMetadata.TABLE, table.text());
        metadata.put(ItemMetadata.CHART, name(table.kind()));
        return Sample.of(
                parent.source() + name, List.of(parent.id()), metadata,
                QuestionItem.parts(chart, question.question(), question.answer()));
    }

    @Override
    public Optional<String> fault(Sample made) {
        return QuestionItem.fault(made, ChartAnswerCheck.answer(
                made.metadata().getOrDefault(ItemMetadata.TABLE, ""), QuestionItem.text(made, PartAttributes.QUESTION)));
    }

    private static String name(ChartKind kind) {
        return kind.name().toLowerCase(Locale.ROOT);
    }

    private static String title(Sample sample, Part.Text table) {
        return table.attributes().getOrDefault(
                PartAttributes.CAPTION, sample.metadata().getOrDefault(SampleMetadata.TITLE, ""));
    }

    private static List<Part.Text> tables(Sample sample) {
        List<Part.Text> tables = new ArrayList<>();
        for (Part part : sample.parts()) {
            if (part instanceof Part.Text text && PartAttributes.TABLE.equals(text.attributes().get(PartAttributes.ROLE))) {
                tables.add(text);
            }
        }
        return tables;
    }
}
