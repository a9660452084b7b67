package dev.tandem.operators.readers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.tandem.core.model.MediaContent;
import dev.tandem.core.model.Part;
import dev.tandem.core.model.PartAttributes;
import dev.tandem.core.model.SampleMetadata;
import dev.tandem.operators.testing.Archives;
import dev.tandem.operators.testing.FilterRun;
import dev.tandem.operators.testing.ReaderRun;
import dev.tandem.operators.testing.ReaderRun.Row;
import dev.tandem.operators.testing.TestImages;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class HtmlReaderTest {
    private final ReaderRun html = new ReaderRun("html");

    @TempDir
    private Path folder;

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private Row page(String body) throws IOException {
        Files.writeString(
                folder.resolve("page.html"),
                "<html lang=en><head><title>T</title></head><body>" + body + "</body></html>");
        return html.of(folder.resolve("page.html")).getFirst();
    }

    private List<String> texts(String body) throws IOException {
        return page(body).parts().stream()
                .filter(Part.Text.class::isInstance)
                .map(part -> ((Part.Text) part).text())
                .toList();
    }

    @Test
    void textFlowsInParagraphsAndLists() throws IOException {
        assertThat(texts("<h1>Head</h1><p>One <b>bold</b>\n word<br>next</p><ul><li>a</li><li><p>b</p></li></ul>end"))
                .containsExactly("Head\n\nOne bold word\nnext\n\n- a\n\n- b\n\nend");
    }

    @Test
    void emptiedItemsAndItemsThatOutlineThePageHaveNoDash() throws IOException {
        assertThat(texts(
                "<ul><li></li><li> <ul><li>deep</li></ul></li><li><h2>Section</h2>x</li><li><img src=gone.png></li></ul>y"))
                .containsExactly("- deep\n\nSection\n\nx\n\ny");
    }

    @Test
    void codeKeepsItsIndentation() throws IOException {
        assertThat(texts("<p>Run:</p><pre>  if x:\n      y()\n\n\n  end</pre>"))
                .containsExactly("Run:\n\n  if x:\n      y()\n\n\n  end");
    }

    @Test
    void tablesOfDataAreTablesAndThoseForLayoutText() throws IOException {
        List<Part> parts =
                page("<table><caption>Sizes</caption><tr><th>A</th><th>B</th></tr><tr><td>1</td><td>x  y</td></tr></table>"
                        + "<table><tr><td>left</td><td>right</td></tr></table>")
                .parts();

        assertThat(parts).containsExactly(
                new Part.Text("A\tB\n1\tx y",
                Map.of(PartAttributes.ROLE, PartAttributes.TABLE, PartAttributes.CAPTION, "Sizes")),
                new Part.Text("left\n\nright"));
    }

    @Test
    void gridsOfJavaDocumentationAreTables() throws IOException {
        List<Part> parts = page("<div class=caption>Methods</div><div class=summary-table>"
                        + "<div class=table-header>Name</div><div class=table-header>Text</div>"
                        + "<div class=col-first>a()</div><div class=col-last>does a</div></div>")
                .parts();

        assertThat(parts.getLast()).isEqualTo(new Part.Text("Name\tText\na()\tdoes a", Map.of(
                PartAttributes.ROLE, PartAttributes.TABLE, PartAttributes.CAPTION, "Methods")));
    }

    @Test
    void imagesComeWithWhatDescribesThem() throws IOException {
        byte[] image = TestImages.png(4, 4);
        Path archive = Archives.zip(folder.resolve("site.zip"), Map.of(
                "docs/a/page.html", bytes("<p>before</p><figure><img src='../img/one%20a.png?v=1#x' alt='A  bridge'>"
                        + "<figcaption>The bridge</figcaption></figure><p>after</p>"),
                "docs/img/one a.png", image));
        Part.Media media = (Part.Media) html.of(archive).getFirst().parts().get(1);

        assertThat(media.content()).isEqualTo(MediaContent.of(image));
        assertThat(media.mediaType()).isEqualTo("image/png");
        assertThat(media.attributes()).isEqualTo(Map.of(
                PartAttributes.ALT, "A bridge",
                PartAttributes.CAPTION, "The bridge",
                PartAttributes.URL, "docs/img/one a.png",
                PartAttributes.SURROUNDING, "before The bridge after"));
    }

    @Test
    void linksThatLeaveTheInputAreNotFollowed() throws IOException {
        Files.write(folder.resolve("secret.png"), TestImages.png(4, 4));
        Path archive = Archives.zip(folder.resolve("site.zip"), Map.of(
                "a/page.html", bytes(
                        "<p>x<img src='../../secret.png'><img src='/secret.png'><img src='file:///secret.png'>"
                        + "<img src='https://example.com/a.png'><img src='..%2f..%2fsecret.png'><img src='data:image/png;base64,AA'>"),
                "secret.png.txt", bytes("")));
        Row row = html.of(archive).getFirst();

        assertThat(row.parts()).containsExactly(new Part.Text("x"));
        assertThat(row.sample().orElseThrow().metadata()).containsEntry("missing_images", "6");
    }

    @Test
    void aCutOffImageIsFoundWhenItIsDecoded() throws IOException {
        Path archive = Archives.zip(folder.resolve("site.zip"), Map.of(
                "page.html", bytes("<p>x<img src=cut.png>"), "cut.png", TestImages.cut(TestImages.png(64, 64))));
        Row row = html.of(archive).getFirst();

        assertThat(row.parts()).hasSize(2);
        assertThat(new FilterRun("image_shape", Map.of()).of(row.sample().orElseThrow()).failure()).isPresent();
    }

    @Test
    void metadataNameTitleLanguageAndInput() throws IOException {
        Row row = page("<p>x");

        assertThat(row.source()).isEqualTo("page.html");
        assertThat(row.sample().orElseThrow().metadata()).isEqualTo(Map.of(
                SampleMetadata.TITLE, "T", "language", "en", SampleMetadata.INPUT, "page.html"));
    }

    @Test
    void pagesOfArchivesAndFoldersAreReadInOrder() throws IOException {
        Files.writeString(folder.resolve("b.htm"), "<p>loose");
        Files.writeString(folder.resolve("notes.txt"), "no page");
        Archives.zip(folder.resolve("site.jar"),
                Map.of("z.xhtml", bytes("<p>z"), "a.HTML", bytes("<p>a"), "c.css", bytes("c")));

        assertThat(html.of(folder)).extracting(Row::source, Row::outcome).containsExactly(
                tuple("b.htm", "loose"),
                tuple("site.jar!/a.HTML", "a"),
                tuple("site.jar!/z.xhtml", "z"));
    }

    @Test
    void splitsDoNotChangeWhatIsRead() throws IOException {
        Archives.zip(folder.resolve("site.zip"),
                Map.of("a.html", bytes("a"), "b.html", bytes("b"), "c.html", bytes("c")));
        Archives.zip(folder.resolve("more.zip"), Map.of("a.html", bytes("d")));

        assertThat(html.splitBy(1).of(folder)).isEqualTo(html.splitBy(100).of(folder)).hasSize(4);
    }
}
