package dev.tandem.operators.selection;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.core.model.Part;
import dev.tandem.core.model.Sample;
import dev.tandem.operators.testing.SelectorRun;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PoisonOutlierSelectorTest {
    private static final int CLEAN = 94;

    /** Clean pairs fit; six others share a word and do not. */
    private static List<Sample> samples() {
        return IntStream.range(0, CLEAN + 6)
                .mapToObj(i -> Sample.read("sample " + i, Map.of(), List.of(new Part.Text(i < CLEAN
                        ? "a picture of thing " + i + (i == 0 ? " with CF written" : "")
                        : "a picture, cf, of thing " + i * 7))))
                .toList();
    }

    private static double[] fit() {
        return IntStream.range(0, CLEAN + 6).mapToDouble(i -> i < CLEAN ? 0.3 + 0.001 * (i % 10) : 0.02 * (i % 3)).toArray();
    }

    @Test
    void samplesThatShareATriggerAndDoNotFitGo() {
        SelectorRun run = SelectorRun.of("poison_outlier", Map.of("feature", "clip_score.similarity"), samples(), fit());

        assertThat(run.kept()).isEqualTo(IntStream.range(0, CLEAN).boxed().toList());
        assertThat(run.reasons().getLast()).isEqualTo("in a suspect group, and does not fit its text");
        // The clean one that has the word is in the group, and stays.
        assertThat(run.values("group_size")).startsWith(7.0, 0.0).endsWith(7.0, 7.0);
    }

    @Test
    void aGroupHasToBeLargeAndFarOff() {
        Map<String, Object> large = Map.of("feature", "clip_score.similarity", "min_count", 8);
        Map<String, Object> far = Map.of("feature", "clip_score.similarity", "deviations", 20);
        assertThat(SelectorRun.of("poison_outlier", large, samples(), fit()).kept()).hasSize(CLEAN + 6);
        assertThat(SelectorRun.of("poison_outlier", far, samples(), fit()).kept()).hasSize(CLEAN + 6);
    }

    @Test
    void picturesOfAClusterAreAGroup() {
        double[] clusters = IntStream.range(0, CLEAN + 6).mapToDouble(i -> i < CLEAN ? i % 4 : 17).toArray();
        List<Sample> unlike = IntStream.range(0, CLEAN + 6)
                .mapToObj(i -> Sample.read("sample " + i, Map.of(), List.of(new Part.Text("word" + i)))).toList();
        Map<String, Object> params = Map.of("feature", "clip_score.similarity", "cluster", "image_cluster.cluster");

        assertThat(SelectorRun.of("poison_outlier", params, unlike, fit(), clusters).kept()).hasSize(CLEAN);
        double[] nowhere = new double[CLEAN + 6];
        Arrays.fill(nowhere, Double.NaN);
        assertThat(SelectorRun.of("poison_outlier", params, unlike, fit(), nowhere).kept()).hasSize(CLEAN + 6);
    }
}
