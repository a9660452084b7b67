package dev.tandem.operators.text;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

final class WhitespaceMapperTest {
    private final WhitespaceMapper mapper = new WhitespaceMapper(new WhitespaceMapper.Params());

    @Test
    void spacesOfAllKindsBecomePlainOnes() {
        assertThat(mapper.map("a\u00a0b\u2003c\u3000d\u200be\ufefff")).isEqualTo("a b c d e f");
    }

    @Test
    void spaceAtBothEndsIsRemoved() {
        assertThat(mapper.map(" \u00a0\r\n text \n\u3000")).isEqualTo("text");
        assertThat(mapper.map("\u00a0\n")).isEmpty();
    }

    @Test
    void lineFeedsAndTheTabsOfTablesStay() {
        assertThat(mapper.map("a\tb\nc\t")).isEqualTo("a\tb\nc\t");
    }

    @Property
    void mappingTwiceChangesNothingMore(@ForAll String text) {
        String once = mapper.map(text);

        assertThat(mapper.map(once)).isEqualTo(once);
        assertThat(once.length()).isLessThanOrEqualTo(text.length());
    }
}
