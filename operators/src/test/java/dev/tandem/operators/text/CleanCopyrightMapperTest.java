package dev.tandem.operators.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class CleanCopyrightMapperTest {
    private final CleanCopyrightMapper mapper = new CleanCopyrightMapper(new CleanCopyrightMapper.Params());

    @Test
    void theFirstCommentGoesThatSpeaksOfCopyright() {
        assertThat(mapper.map("/* CopyRight me */\nint a; /* copyright */")).isEqualTo("\nint a; /* copyright */");
        assertThat(mapper.map("int a; /* b */\n/* copyright */")).isEqualTo("int a; /* b */\n/* copyright */");
        assertThat(mapper.map("/**/# x\n/* copyright */")).isEqualTo("/**/# x\n/* copyright */");
    }

    @Test
    void withoutSuchCommentsTheFirstLinesGoThatAreComments() {
        assertThat(mapper.map("// copyright\n\n# x\n-- y\nint a;\n// b")).isEqualTo("int a;\n// b");
        assertThat(mapper.map("-- all\n\n")).isEmpty();
        assertThat(mapper.map(" # x\n")).isEqualTo(" # x\n");
        assertThat(mapper.map("")).isEmpty();
    }

    @Test
    void aCommentThatIsNotClosedIsNone() {
        assertThat(mapper.map("/*/ copyright\n x")).isEqualTo("/*/ copyright\n x");
        assertThat(mapper.map("# a\n/* copyright")).isEqualTo("/* copyright");
    }
}
