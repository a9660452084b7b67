package dev.tandem.operators.decontamination;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.core.evaluation.EvaluationItem;
import dev.tandem.core.evaluation.EvaluationSet;
import dev.tandem.core.evaluation.GivenEvaluationSets;
import dev.tandem.core.operator.MediaLimits;
import dev.tandem.core.operator.OperatorContext;
import dev.tandem.operators.testing.FilterRun;
import dev.tandem.operators.testing.WordVectors;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** The model here takes texts with the same words, in whatever order, for the same. */
final class DecontaminateEmbeddingsFilterTest {
    private static final EvaluationSet BRIDGES = new EvaluationSet(List.of(
            new EvaluationItem("b1", "Who opened the bridge?", List.of("Nobody did", "A miller named Ulric")),
            new EvaluationItem("b2", "", List.of("twelve donkeys crossed it"))));
    private static final String SAME = "named Ulric, a miller: who opened the bridge";
    private static final String REASON = "means an item of an evaluation set";

    private static FilterRun run(Map<String, Object> params) {
        GivenEvaluationSets sets = new GivenEvaluationSets(Map.of("bridges", BRIDGES));
        Map<String, Object> all = new TreeMap<>(params);
        all.put("eval_sets", List.of(sets.pin("bridges").toString()));
        return new FilterRun("decontaminate_embeddings", all, new OperatorContext(new WordVectors(), MediaLimits.DEFAULT, sets));
    }

    @Test
    void aQuestionWithOneOfItsAnswersIsFound() {
        assertThat(run(Map.of()).of(SAME).values()).isEqualTo(Map.of("similarity", 1.0, "eval_set", "bridges", "eval_item", "b1"));
        assertThat(run(Map.of()).decision(SAME)).isEqualTo(REASON);
        assertThat(run(Map.of()).of("crossed it twelve donkeys").values()).containsEntry("eval_item", "b2");
        assertThat(run(Map.of()).decision("Grain was ground in summer and winter")).isEqualTo("keep");
    }

    @Test
    void theLimitIsIncluded() {
        assertThat(run(Map.of("max_similarity", 1.0)).decision(SAME)).isEqualTo("keep");
        assertThat(run(Map.of("max_similarity", 0.99)).decision(SAME)).isEqualTo(REASON);
    }

    @Test
    void itIsFoundInALongTextByItsPieces() {
        String around = "quite other words stand here and there ".repeat(20);

        assertThat(run(Map.of("piece_length", 50)).of(" ".repeat(50) + SAME + " ".repeat(60) + around).values())
                .containsEntry("similarity", 1.0);
        assertThat(run(Map.of("piece_length", 50, "max_pieces", 3)).decision(around + SAME)).isEqualTo("keep");
        assertThat(run(Map.of()).of("").values()).isEmpty();
        assertThat(run(Map.of("piece_length", 50, "max_pieces", 2)).decision("\ud83d\ude00".repeat(200))).isEqualTo("keep");
    }
}
