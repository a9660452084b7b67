package dev.tandem.operators.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class CleanHtmlMapperTest {
    private final CleanHtmlMapper mapper = new CleanHtmlMapper(new CleanHtmlMapper.Params());

    @Test
    void tagsGoAndTextStays() {
        assertThat(mapper.map("<h1>Bridges</h1><p>A <b>green</b> one &copy; 2025 &amp; more</p>"))
                .isEqualTo("BridgesA green one © 2025 & more");
        assertThat(mapper.map("a &lt;b&gt; c < d <unknown x=1>e</unknown")).isEqualTo("a <b> c < d e");
    }

    @Test
    void listsAndTheirItemsGetStars() {
        assertThat(mapper.map("<ul><li>one</li><li class=x>two</li></ul><ol><li>three</li></ol>")).isEqualTo("\n*onetwo\n*\n*three");
    }

    @Test
    void scriptsStylesAndCommentsGoWithTheirContent() {
        assertThat(mapper.map("<title>t</title><p>a<script>b</script><style>c</style><!-- d --><template>e</template>f<br>g"))
                .isEqualTo("af\ng");
    }

    @Test
    void plainTextStaysAsItIs() {
        assertThat(mapper.map("  plain\n\ntext \n")).isEqualTo("  plain\n\ntext \n");
    }
}
