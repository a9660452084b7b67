package dev.tandem.operators.writers;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.tandem.core.json.Json;
import java.nio.charset.StandardCharsets;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.From;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

final class EscapedTextTest {

    @Property
    void textsAreEscapedAsJacksonDoes(@ForAll @From("basic") String text) throws JsonProcessingException {
        String escaped = new String(EscapedText.of(text), StandardCharsets.UTF_8);

        assertThat('"' + escaped + '"').isEqualTo(new String(Json.mapper().writeValueAsBytes(text), StandardCharsets.UTF_8));
        assertThat(EscapedText.of(text.getBytes(StandardCharsets.UTF_8))).isEqualTo(EscapedText.of(text));
    }

    @Test
    void whatIsBeyondTheBasicPlaneIsLeftToOthers() {
        assertThat(EscapedText.of("one \ud83d\ude00")).isEmpty();
        assertThat(EscapedText.of("half of one \ud83d")).isEmpty();
    }

    @Provide
    Arbitrary<String> basic() {
        return Arbitraries.of("\u0000", "\n", "\u001f", "\"", "\\", "/", "a", "\u007f", "é", "\u07ff", "漢", "\uffff", "plain text")
                .list().ofMaxSize(40).map(pieces -> String.join("", pieces));
    }
}
