package dev.tandem.operators.readers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.operators.testing.ReaderRun;
import dev.tandem.operators.testing.ReaderRun.Row;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Precision and recall of the words of a page's content ({@code c...}) against those of its surroundings ({@code
 * n...}).
 */
final class MainContentTest {
    /** Pages as sites have them: N is replaced by navigation, C by content. */
    private static final List<String> PAGES = List.of(
            "<header><nav>N</nav></header><main>C</main><footer>N</footer>",
            "<nav>N</nav><article>C</article><aside>N</aside>",
            "<div class=navbar>N</div><div id=content>C</div><div class='sidebar right'>N</div><div id=footer>N</div>",
            "<div role=navigation>N</div><div role=main>C</div><div role=contentinfo>N</div>",
            "<table><tr><td class=menu>N</td><td>C</td></tr></table>",
            "<div class=breadcrumb>N</div><div><div><div>C</div></div></div><div class=cookie-banner>N</div>",
            "<ul>L</ul><div>C</div><ul>L</ul>",
            "<main>C<div class=toc>N</div></main>",
            "<script>N</script><style>N</style><noscript>N</noscript><div>C</div><form>N</form><button>N</button>",
            "<body class='has-menu sidebar'><div class=share-buttons>N</div>C</body>",
            "<div hidden>N</div><div aria-hidden=true>N</div><section>C</section>",
            "<main>C<nav>N</nav><ul>L</ul></main>");

    @TempDir
    private Path folder;

    private static String words(char kind, int page, int from, int count) {
        return IntStream.range(from, from + count).mapToObj(i -> kind + "w" + page + "x" + i)
                .collect(Collectors.joining(" "));
    }

    private static String page(int number, String template) {
        String content = "<h1>" + words('c', number, 0, 5) + "</h1><p>" + words('c', number, 5, 60) + "</p><ul><li>"
                + words('c', number, 65, 6) + "</li><li><a href=x>" + words('c', number, 71, 3) + "</a> "
                        + words('c', number, 74, 6)
                + "</li></ul><p>" + words('c', number, 80, 40) + "</p>";
        String links = IntStream.range(0, 8)
                .mapToObj(i -> "<li><a href=x>" + words('n', number, 100 + i * 3, 3) + "</a></li>")
                .collect(Collectors.joining());
        return template.replace("C", content).replace("L", links)
                .replace("N", "<a href=x>" + words('n', number, 0, 12) + "</a>");
    }

    @Test
    void contentIsFoundAndNavigationLeftOut() throws IOException {
        for (int i = 0; i < PAGES.size(); i++) {
            Files.writeString(folder.resolve("page-" + (char) ('a' + i) + ".html"), page(i, PAGES.get(i)));
        }
        List<Row> rows = new ReaderRun("html").of(folder);
        double content = 0;
        double other = 0;
        for (Row row : rows) {
            for (String word : row.text().split("[\\s-]+")) {
                content += word.startsWith("cw") ? 1 : 0;
                other += word.startsWith("nw") ? 1 : 0;
            }
        }

        assertThat(rows).hasSize(PAGES.size());
        assertThat(content / (content + other)).as("precision").isGreaterThanOrEqualTo(0.97);
        assertThat(content / (120.0 * PAGES.size())).as("recall").isGreaterThanOrEqualTo(0.99);
    }
}
