package dev.tandem.services.common;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tandem.core.error.ErrorCode;
import dev.tandem.core.error.TandemException;
import dev.tandem.core.evaluation.EvaluationSets;
import dev.tandem.core.inference.Inference;
import dev.tandem.core.model.Digest;
import dev.tandem.core.operator.OperatorCatalog;
import dev.tandem.core.plan.OperatorSpec;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A process runs what was planned, or nothing. */
class OperatorsTest {
    private final Operators operators =
            new Operators(OperatorCatalog.load(), new CoreBeans.ModelServer(Inference.none(), () -> {}), EvaluationSets.none());

    @Test
    void anOperatorThatWasPlannedWithAnotherCodeIsNotRun() {
        Optional<Digest> other = Optional.of(Digest.of("another jar"));
        for (String name : new String[] {"text_length", "of_others"}) {
            assertThatThrownBy(() -> operators.create(new OperatorSpec(name, name, 1, other, Map.of(), Map.of())))
                    .isInstanceOfSatisfying(TandemException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.OPERATOR_UNAVAILABLE))
                    .hasMessageContainingAll("'" + name + "'", other.get().abbreviated(), "operators folder");
        }
        assertThatThrownBy(() -> operators.createWriter(new OperatorSpec("jsonl", "jsonl", 1, other, Map.of(), Map.of())))
                .hasMessageContaining("'jsonl'");
        assertThat(operators.create(new OperatorSpec("text_length", "text_length", 1, Map.of(), Map.of()))).isNotNull();
    }
}
