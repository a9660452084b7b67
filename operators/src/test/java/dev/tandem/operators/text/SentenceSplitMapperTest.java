package dev.tandem.operators.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class SentenceSplitMapperTest {
    private final SentenceSplitMapper mapper = new SentenceSplitMapper(new SentenceSplitMapper.Params());

    @Test
    void everySentenceIsOnALineOfItsOwn() {
        assertThat(mapper.map(" The tide is out.  Dr. Gull waits! \n\n\u201cWhy?\u201d she asked. It is late "))
                .isEqualTo("The tide is out.\nDr. Gull waits!\n\u201cWhy?\u201d\nshe asked.\nIt is late");
    }

    @Test
    void lineFeedsWithinASentenceStay() {
        assertThat(mapper.map("The tide\nis out. We\nwait")).isEqualTo("The tide\nis out.\nWe\nwait");
    }

    @Test
    void blankTextBecomesEmpty() {
        assertThat(mapper.map(" \n\t")).isEmpty();
        assertThat(mapper.map("")).isEmpty();
    }
}
