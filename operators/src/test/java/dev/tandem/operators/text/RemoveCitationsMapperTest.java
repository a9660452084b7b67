package dev.tandem.operators.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class RemoveCitationsMapperTest {
    private final RemoveCitationsMapper mapper = new RemoveCitationsMapper(new RemoveCitationsMapper.Params());

    @Test
    void marksOfCitationsGo() {
        assertThat(mapper.map("The tide[1] is[] out.[23]\nHistory[edit]\nSome say.[citation needed]"))
                .isEqualTo("The tide is out.\nHistory\nSome say.");
    }

    @Test
    void otherBracketsStay() {
        assertThat(mapper.map("[a] [1a] [1 ] [Edit] [1")).isEqualTo("[a] [1a] [1 ] [Edit] [1");
        assertThat(mapper.map("[[1]2]")).isEqualTo("[2]");
        assertThat(mapper.map("none")).isEqualTo("none");
    }
}
