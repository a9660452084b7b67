package dev.tandem.operators.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tandem.operators.testing.FilterRun;
import dev.tandem.operators.text.RemoveWordsWithIncorrectSubstringsMapper.Params;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class RemoveWordsWithIncorrectSubstringsMapperTest {
    @Test
    void remainsOfLinksGo() {
        String text = "See http://a.b or\twww\n\n(site.com) and .com! hrefs HTTP x//y //z a.b";

        assertThat(new FilterRun("remove_words_with_incorrect_substrings", Map.of()).of(text).text())
                .contains("See or\nand .com! HTTP //z a.b");
    }

    @Test
    void substringsCanBeChosen() {
        assertThat(new RemoveWordsWithIncorrectSubstringsMapper(new Params(List.of("q", "xx"))).map("axxb Q aqb xax"))
                .isEqualTo("Q xax");
        assertThat(new RemoveWordsWithIncorrectSubstringsMapper(new Params(List.of())).map("http://a  b")).isEqualTo("http://a b");
    }

    @Test
    void anEmptySubstringIsRefused() {
        assertThatThrownBy(() -> new Params(List.of("a", ""))).hasMessageContaining("substrings");
    }
}
