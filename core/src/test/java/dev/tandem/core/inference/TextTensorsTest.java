package dev.tandem.core.inference;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class TextTensorsTest {
    @Property
    void theBytesOfATextAreThoseThatItTakesInARequest(@ForAll String text) {
        assertThat(TextTensors.bytes(text)).isEqualTo(TextTensors.raw(List.of(text)).size());
    }

    @Test
    void halvesOfSurrogatePairsAreCountedAsTheyAreWritten() {
        for (String text : List.of("\ud83d\ude00", "\ud83d", "\ude00", "a\ud83d", "\ude00\ud83d")) {
            assertThat(TextTensors.bytes(text)).isEqualTo(TextTensors.raw(List.of(text)).size());
        }
    }
}
