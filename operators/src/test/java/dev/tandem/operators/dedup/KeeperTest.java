package dev.tandem.operators.dedup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tandem.core.model.Part;
import dev.tandem.core.model.Sample;
import dev.tandem.core.model.SampleMetadata;
import dev.tandem.core.operator.SampleView;
import dev.tandem.operators.testing.TestImages;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class KeeperTest {

    private static String preference(Keep keep, String created, String text) {
        Map<String, String> metadata = created.isEmpty() ? Map.of() : Map.of(SampleMetadata.CREATED, created);
        return preference(keep, Sample.read("test", metadata, List.of(new Part.Text(text))));
    }

    private static String preference(Keep keep, Sample sample) {
        return new Keeper(keep, List.of("wiki", "books/", "web"), "a.b").preference(new SampleView(sample));
    }

    private static String preference(Keep keep, double score) {
        Sample sample = Sample.read("test", Map.of(), List.of());
        return new Keeper(keep, List.of(), "quality.score")
                .preference(new SampleView(sample, feature -> feature.equals("quality.score") ? score : 0));
    }

    @Test
    void newestPrefersLaterTimesAndOldestEarlierOnes() {
        List<String> inOrder = List.of("", "1999-12-31", "2020-01-01", "2020-01-01T08:00:00Z", "2020-01-02");
        for (int i = 1; i < inOrder.size(); i++) {
            for (int j = 0; j < i; j++) {
                assertThat(preference(Keep.NEWEST, inOrder.get(i), ""))
                        .isGreaterThan(preference(Keep.NEWEST, inOrder.get(j), ""));
                if (j > 0) {
                    assertThat(preference(Keep.OLDEST, inOrder.get(j), ""))
                            .isGreaterThan(preference(Keep.OLDEST, inOrder.get(i), ""));
                }
            }
            assertThat(preference(Keep.OLDEST, inOrder.get(i), "")).isGreaterThan(preference(Keep.OLDEST, "", ""));
        }
    }

    @Test
    void longestPrefersMoreCodePoints() {
        assertThat(preference(Keep.LONGEST, "", "eleven char"))
                .isGreaterThan(preference(Keep.LONGEST, "", "nine char"));
        assertThat(preference(Keep.LONGEST, "", "abc"))
                .isGreaterThan(preference(Keep.LONGEST, "", "\ud83d\ude00\ud83d\ude00"));
    }

    @Test
    void sourcesArePreferredInTheirOrderAndOthersComeLast() {
        List<String> inOrder = Stream.of("forum.jsonl", "web.jar!/a", "books/1.txt", "wikipedia")
                .map(source -> preference(Keep.SOURCE_PRIORITY, Sample.read(source, Map.of(), List.of())))
                .toList();

        assertThat(inOrder).isSorted().doesNotHaveDuplicates();
    }

    @Test
    void theMostCompleteHasTextMediaAndWhatIsKnownOfThem() {
        Part text = new Part.Text("text");
        Part image = TestImages.part(TestImages.png(1, 1), Map.of());
        Map<String, String> licence = Map.of(SampleMetadata.LICENSE, "CC0", SampleMetadata.TITLE, " ");
        List<String> inOrder = Stream.of(
                        Sample.read("a", Map.of("other", "x"), List.of(new Part.Text(" "))),
                        Sample.read("a", Map.of(), List.of(text, text)),
                        Sample.read("a", Map.of(), List.of(text, image)),
                        Sample.read("a", licence, List.of(text, image)))
                .map(sample -> preference(Keep.MOST_COMPLETE, sample))
                .toList();

        assertThat(inOrder).isSorted().doesNotHaveDuplicates();
    }

    @Test
    void scoresHaveTheOrderOfNumbersAndNoneComesLast() {
        double[] inOrder = {Double.NEGATIVE_INFINITY, -10, -2.5, -1e-300, 0, 1e-300, 0.7, 0.70000001, 11, Double.POSITIVE_INFINITY};
        List<String> highest = new ArrayList<>(List.of(preference(Keep.HIGHEST_SCORE, Double.NaN)));
        List<String> lowest = new ArrayList<>();
        DoubleStream.of(inOrder).forEach(score -> {
            highest.add(preference(Keep.HIGHEST_SCORE, score));
            lowest.add(preference(Keep.LOWEST_SCORE, score));
        });
        lowest.add(preference(Keep.LOWEST_SCORE, Double.NaN));
        Collections.reverse(lowest);

        assertThat(highest).isSorted().doesNotHaveDuplicates();
        assertThat(lowest).isSorted().doesNotHaveDuplicates();
        assertThat(preference(Keep.HIGHEST_SCORE, -0.0)).isEqualTo(preference(Keep.HIGHEST_SCORE, 0.0));
        assertThat(preference(Keep.LOWEST_SCORE, -0.0)).isEqualTo(preference(Keep.LOWEST_SCORE, 0.0));
    }

    @ParameterizedTest
    @EnumSource(names = {"SOURCE_PRIORITY", "HIGHEST_SCORE", "LOWEST_SCORE"})
    void whatTheChoiceNeedsIsAskedFor(Keep keep) {
        assertThatThrownBy(() -> new Keeper(keep, List.of(), "")).hasMessageContaining("needs");
    }
}
