package dev.tandem.operators.text;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.core.engine.FusedPass;
import dev.tandem.core.engine.PassStep;
import dev.tandem.core.model.Part;
import dev.tandem.core.model.Sample;
import dev.tandem.core.operator.CurationOperator;
import dev.tandem.core.operator.OperatorCatalog;
import dev.tandem.core.operator.OperatorContext;
import dev.tandem.operators.testing.FilterRun;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class C4QualityFilterTest {
    private static final FilterRun ANY_NUMBER = new FilterRun("c4_quality", Map.of("min_num_sentences", -1));

    private static String cleaned(String text) {
        return ANY_NUMBER.of(text).text().orElse(text);
    }

    @Test
    void countsDecisionsAndTextsAgreeWithDatatrove() {
        Datatrove.agrees("c4_quality", Map.of(), "c4_quality");
        Datatrove.agrees("c4_quality", Map.of("filter_no_terminal_punct", false), "c4_quality_any_end");
        Datatrove.agrees("c4_quality", Map.of("split_paragraph", false), "c4_quality_sentences");
    }

    @Test
    void linesThatAreNoProseAreRemoved() {
        assertThat(cleaned("Home\n We sail at noon. \nNot yet...\nSee you.\nUse of cookies is fine.\nNo JavaScript here today."))
                .isEqualTo("We sail at noon.");
    }

    @Test
    void citationsAreRemoved() {
        assertThat(cleaned("We[1] sail[edit] at[x] noon[citation needed].[]")).isEqualTo("We sail at[x] noon.");
    }

    @Test
    void aBraceInALineThatIsRemovedDoesNotCount() {
        assertThat(ANY_NUMBER.decision("One { two three\nWe sail at noon.")).isEqualTo("keep");
        assertThat(ANY_NUMBER.decision("One { two three.\nWe sail at noon.")).isEqualTo("curly_bracket");
    }

    @Test
    void everyTextPartIsCleanedAndAllAreCounted() {
        Sample sample = Sample.read("parts", Map.of(), List.of(
                new Part.Text("Home\nWe sail at noon."), new Part.Text("The tide is low! Is it so?\nBack")));

        FusedPass.Verdict verdict = new FilterRun("c4_quality", Map.of("min_num_sentences", 3)).of(sample);

        assertThat(verdict.decision().keep()).isTrue();
        assertThat(verdict.values()).containsEntry("sentences", 3.0).containsEntry("lines_kept", 2.0);
        assertThat(verdict.text()).contains("We sail at noon.\n\nThe tide is low! Is it so?");
    }

    @Test
    void operatorsBehindItMeasureTheNewText() {
        List<CurationOperator> operators = List.of(
                create("c4_quality", Map.of("min_num_sentences", 1)), create("text_length", Map.of()));
        List<Object> lengths = new ArrayList<>();

        FusedPass.Result result = PassStep.inMemory(List.of("c4", "length"), operators,
                List.of(FilterRun.text("Home\nWe sail at noon.")), verdict -> lengths.addAll(verdict.values().values()));

        assertThat(lengths.getLast()).isEqualTo(16.0);
        assertThat(result.overlay().apply(0, FilterRun.text("Home\nWe sail at noon.")).text()).isEqualTo("We sail at noon.");
    }

    private static CurationOperator create(String name, Map<String, Object> params) {
        return OperatorCatalog.load().create(name, params, OperatorContext.withoutModels());
    }
}
