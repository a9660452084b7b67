package dev.tandem.operators.text.heuristics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.operators.testing.FilterRun;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class UrlsFilterTest {
    @Test
    void scoresAgreeWithNemo() {
        Nemo.agrees("urls", false);
    }

    @Test
    void theLimitIsIncludedAndOtherSchemesDoNotCount() {
        FilterRun run = new FilterRun("urls", Map.of("max_url_to_text_ratio", 0.5));

        assertThat(run.decision("http://a.example abcdefghijklmno")).isEqualTo("keep");
        assertThat(run.decision("http://a.example abcdefghijklmn")).isEqualTo("urls_ratio above max_url_to_text_ratio");
        assertThat(run.decision("http:// https://")).isEqualTo("keep");
        assertThat(run.decision("ftp://a.example")).isEqualTo("keep");
    }
}
