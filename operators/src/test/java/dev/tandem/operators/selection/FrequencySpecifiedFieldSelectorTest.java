package dev.tandem.operators.selection;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.core.model.Part;
import dev.tandem.core.model.Sample;
import dev.tandem.operators.testing.SelectorRun;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class FrequencySpecifiedFieldSelectorTest {
    private static final List<String> LICENCES = Arrays.asList("mit", "cc0", "mit", "gpl", "cc0", "mit", null, "mit");

    private static SelectorRun run(Map<String, Object> params, List<String> values) {
        Map<String, Object> all = new HashMap<>(params);
        all.putIfAbsent("field_key", "licence");
        List<Sample> samples = IntStream.range(0, values.size())
                .mapToObj(i -> Sample.read(
                        "sample " + i,
                        values.get(i) == null ? Map.of() : Map.of("licence", values.get(i)),
                        List.of(new Part.Text("text " + i))))
                .toList();
        return SelectorRun.of("frequency_specified_field", all, samples);
    }

    @Test
    void theMostFrequentValuesStay() {
        SelectorRun run = run(Map.of("topk", 1), LICENCES);

        assertThat(run.kept()).containsExactly(0, 2, 5, 7);
        assertThat(run.values("count").getFirst()).isEqualTo(4.0);
        assertThat(run.reasons().get(1)).isEqualTo("value too rare");
        assertThat(run(Map.of("topk", 2), LICENCES).kept()).containsExactly(0, 1, 2, 4, 5, 7);
        // Half of four values.
        assertThat(run(Map.of("top_ratio", 0.5), LICENCES).kept()).containsExactly(0, 1, 2, 4, 5, 7);
        assertThat(run(Map.of("top_ratio", 0.5, "topk", 1), LICENCES).kept()).containsExactly(0, 2, 5, 7);
        assertThat(run(Map.of("top_ratio", 0.2), LICENCES).kept()).isEmpty();
    }

    @Test
    void orTheRarest() {
        SelectorRun run = run(Map.of("topk", 3, "reverse", false), LICENCES);

        assertThat(run.kept()).containsExactly(1, 3, 4, 6);
        assertThat(run.reasons().getFirst()).isEqualTo("value too frequent");
        assertThat(run(Map.of("topk", 1, "reverse", false), LICENCES).kept()).hasSize(1);
    }

    @Test
    void withoutAFieldOrALimitEverythingStays() {
        assertThat(run(Map.of(), LICENCES).kept()).hasSize(8);
        assertThat(run(Map.of("field_key", "", "topk", 1), LICENCES).kept()).hasSize(8);
        assertThat(run(Map.of("topk", 9), LICENCES).kept()).hasSize(8);
    }

    @Property(tries = 100)
    void asManyValuesStayAsTheRuleSays(
            @ForAll List<@IntRange(max = 6) Integer> values, @ForAll @DoubleRange(min = 0.01, max = 1) double ratio,
            @ForAll boolean reverse) {
        SelectorRun run = run(Map.of("top_ratio", ratio, "reverse", reverse), values.stream().map(String::valueOf).toList());
        Map<Integer, Integer> counts = new TreeMap<>();
        values.forEach(value -> counts.merge(value, 1, Integer::sum));
        Map<Integer, Integer> kept = new TreeMap<>();
        run.kept().forEach(row -> kept.merge(values.get(row), 1, Integer::sum));

        assertThat(kept).hasSize((int) (ratio * counts.size()));
        assertThat(counts).containsAllEntriesOf(kept);
        counts.keySet().removeAll(kept.keySet());
        assertThat(counts.values()).allMatch(other -> kept.values().stream().allMatch(
                stays -> reverse ? stays >= other : stays <= other));
    }
}
