package dev.tandem.operators.text.heuristics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.operators.testing.FilterRun;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class PornographicUrlsFilterTest {
    @Test
    void scoresAgreeWithNemo() {
        Nemo.agrees("pornographic_urls", false);
    }

    @Test
    void addressesCountAndOtherTextDoesNot() {
        FilterRun run = new FilterRun("pornographic_urls", Map.of("max_num", 1));

        assertThat(run.decision("http://porn.example")).isEqualTo("keep");
        assertThat(run.decision("http://porn.example http://a.example/porn")).isEqualTo("pornographic_urls above max_num");
        assertThat(run.decision("porn porn")).isEqualTo("keep");
    }
}
