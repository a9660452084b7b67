package dev.tandem.operators.dedup;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.core.model.Part;
import dev.tandem.core.model.Sample;
import dev.tandem.core.model.SampleMetadata;
import dev.tandem.core.operator.SampleView;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class KeepTest {

    private static String preference(Keep keep, String created, String text) {
        Map<String, String> metadata = created.isEmpty() ? Map.of() : Map.of(SampleMetadata.CREATED, created);
        return keep.preference(new SampleView(Sample.read("test", metadata, List.of(new Part.Text(text)))));
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
}
