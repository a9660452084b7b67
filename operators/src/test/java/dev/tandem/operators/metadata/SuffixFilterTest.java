package dev.tandem.operators.metadata;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.core.model.Part;
import dev.tandem.core.model.Sample;
import dev.tandem.operators.testing.FilterRun;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class SuffixFilterTest {
    private static final String DROPPED = "suffix not in suffixes";

    private static String decision(List<String> suffixes, String source) {
        return new FilterRun("suffix", Map.of("suffixes", suffixes))
                .decision(Sample.read(source, Map.of(), List.of(new Part.Text("text"))));
    }

    @ParameterizedTest
    @CsvSource({
        "a.html, keep", "docs.jar!/a/b.HTML, keep", "rows.jsonl#17, keep", "a/b.tar.gz, keep", "v1.2/notes.v2.html, keep",
        "a.htm, suffix not in suffixes", "a.html/b, suffix not in suffixes", "html, suffix not in suffixes",
        "a.gz, suffix not in suffixes", ".html, suffix not in suffixes", "a.xhtml, suffix not in suffixes",
        "rows.jsonl#, suffix not in suffixes"
    })
    void theFileDecides(String source, String decision) {
        assertThat(decision(List.of("html", ".jsonl", "Tar.gz"), source)).isEqualTo(decision);
    }

    @Test
    void aFileWithoutSuffixHasTheEmptyOne() {
        assertThat(decision(List.of(""), "README")).isEqualTo("keep");
        assertThat(decision(List.of(""), "a/.hidden")).isEqualTo("keep");
        assertThat(decision(List.of(""), "a.b")).isEqualTo(DROPPED);
    }

    @Test
    void withoutSuffixesEverythingIsKept() {
        assertThat(decision(List.of(), "a.b")).isEqualTo("keep");
        assertThat(decision(List.of(), "")).isEqualTo("keep");
    }
}
