package dev.tandem.operators.text;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.operators.testing.FilterRun;
import dev.tandem.operators.text.RemoveSpecificCharsMapper.Params;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class RemoveSpecificCharsMapperTest {
    @Test
    void listedCharactersGoAndNoOthers() {
        FilterRun run = new FilterRun("remove_specific_chars", Map.of());

        assertThat(run.of("\u25c6 one \u25cf|two\u25a1").text()).contains(" one |two");
        assertThat(run.of("one | two").text()).isEmpty();
    }

    @Test
    void charactersCanBeOneTextOrSeveral() {
        assertThat(new FilterRun("remove_specific_chars", Map.of("chars_to_remove", "x^]")).of("a^x]b").text()).contains("ab");
        assertThat(new RemoveSpecificCharsMapper(new Params(List.of(",", "\ud83d\ude00"))).map("a,\ud83d\ude00\ud83d\ude01"))
                .isEqualTo("a\ud83d\ude01");
        assertThat(new RemoveSpecificCharsMapper(new Params(List.of())).map("\u25c6")).isEqualTo("\u25c6");
    }
}
