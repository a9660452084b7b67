package dev.tandem.operators.text;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.operators.testing.FilterRun;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class CaptionComplexityFilterTest {
    private final FilterRun run = new FilterRun("caption_complexity", Map.of());

    @ParameterizedTest
    @CsvSource({
        "dog on a sofa, 1", "a dog sitting on the sofa, 1", "A man in a hat rides a horse through the snow, 3",
        "a cup of coffee on the table, 1", "red sofa dog, 0", "on the table, 0", "a dog runs, 0", "a dog. On a sofa, 0",
        "a dog | on a sofa, 0", "'', 0", "a man and a woman with a child, 1", "cat under, 0"
    })
    void whatStandsBetweenTwoThingsIsARelation(String caption, double relations) {
        assertThat(run.number(caption)).isEqualTo(relations);
    }

    @Test
    void asManyRelationsAsAskedForAreEnough() {
        assertThat(run.decision("dog on sofa")).isEqualTo("keep");
        assertThat(run.decision("dog")).isEqualTo("relations below min_relations");
        assertThat(new FilterRun("caption_complexity", Map.of("min_relations", 2)).decision("dog on sofa"))
                .isEqualTo("relations below min_relations");
    }

    @Property(tries = 20)
    void relationsAddUpOverClauses(@ForAll @IntRange(max = 30) int clauses) {
        assertThat(run.number("dog on sofa. ".repeat(clauses))).isEqualTo(clauses);
    }
}
