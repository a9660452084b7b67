package dev.tandem.core.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TextPartTest {
    private static final String TEXT = "é “x” \uD83D\uDE00";
    private static final byte[] UTF8 = TEXT.getBytes(StandardCharsets.UTF_8);

    @Test
    void aTextIsTheSameWhateverItWasMadeOf() {
        Part.Text part = Part.Text.ofUtf8(UTF8, Map.of("role", "table"));

        assertThat(part.utf8()).isEqualTo(UTF8);
        assertThat(part).isEqualTo(new Part.Text(TEXT, Map.of("role", "table")))
                .hasSameHashCodeAs(new Part.Text(TEXT, Map.of("role", "table")))
                .hasToString("Text[text=" + TEXT + ", attributes={role=table}]")
                .isNotEqualTo(new Part.Text(TEXT))
                .isNotEqualTo(new Part.Text("other", Map.of("role", "table")));
        assertThat(part.text()).isEqualTo(TEXT);
        assertThat(part.utf8()).isEqualTo(UTF8);
    }

    @Test
    void theDigestOfContentDoesNotDependOnIt() {
        Sample read = Sample.read("a", Map.of(), List.of(Part.Text.ofUtf8(UTF8, Map.of())));

        assertThat(read).isEqualTo(Sample.read("a", Map.of(), List.of(new Part.Text(TEXT))));
    }

    @Test
    void halfOfASurrogatePairIsAQuestionMark() {
        assertThat(new Part.Text("a\uD83D").utf8()).isEqualTo(new byte[] {'a', '?'});
    }
}
