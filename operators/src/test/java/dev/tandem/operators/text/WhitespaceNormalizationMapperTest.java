package dev.tandem.operators.text;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Chars;
import org.junit.jupiter.api.Test;

final class WhitespaceNormalizationMapperTest {
    private final WhitespaceNormalizationMapper mapper =
            new WhitespaceNormalizationMapper(new WhitespaceNormalizationMapper.Params());

    @Test
    void tabsAndSpacesOfAllWidthsBecomePlainSpaces() {
        assertThat(mapper.map("a\tb\u00a0c\u2003d\u200be\u202ff\u205fg\u2060h\u3000i\ufffcj\u0084k")).isEqualTo("a b c d e f g h i j k");
    }

    @Test
    void lineFeedsAndOtherSpaceStay() {
        assertThat(mapper.map("a\nb\rc\u1680d\ufeffe")).isEqualTo("a\nb\rc\u1680d\ufeffe");
    }

    @Test
    void spaceAtBothEndsGoesButForThatWithoutWidth() {
        assertThat(mapper.map("\u2003\n\t a \u1680\u001c")).isEqualTo("a");
        assertThat(mapper.map("\u200b a\u2060")).isEqualTo("  a ");
        assertThat(mapper.map(" \n\u3000")).isEmpty();
    }

    @Property(tries = 100)
    void mappingTwiceRemovesNoMoreThanSpaceAtTheEnds(@ForAll @Chars({'a', ' ', '\t', '\n', '\u200b', '\u2003'}) String text) {
        assertThat(mapper.map(mapper.map(text))).isEqualTo(mapper.map(text).strip());
    }
}
