package dev.tandem.core.inference;

import static org.assertj.core.api.Assertions.assertThat;

import inference.ModelInferRequest;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class TextTensorsTest {
    private final ModelContract contract = FakeModelServer.contracts().contract(FakeModelServer.MODEL);

    @Property
    void theBytesOfATextAreThoseThatItTakesInARequest(@ForAll String text) {
        ModelInferRequest request = TextTensors.request(contract, List.of(text));
        assertThat(TextTensors.bytes(text)).isEqualTo(request.getRawInputContents(0).size());
    }

    @Test
    void halvesOfSurrogatePairsAreCountedAsTheyAreWritten() {
        for (String text : List.of("\ud83d\ude00", "\ud83d", "\ude00", "a\ud83d", "\ude00\ud83d")) {
            assertThat(TextTensors.bytes(text))
                    .isEqualTo(TextTensors.request(contract, List.of(text)).getRawInputContents(0).size());
        }
    }
}
