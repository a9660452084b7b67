package dev.tandem.operators.text;

import dev.tandem.core.operator.Mapper;
import dev.tandem.core.operator.OperatorName;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;

/**
 * Makes text of HTML: all text of the body, without scripts and styles, with a line feed for a line break, and a star on a
 * line of its own where a list or one of its items opens without attributes. Paragraphs are not kept apart, as in
 * Data-Juicer: to read pages, the reader {@code html} is the better choice, which knows main text, tables and images.
 */
@OperatorName("clean_html")
public final class CleanHtmlMapper implements Mapper {
    public CleanHtmlMapper(Params params) {}

    /** It has none. */
    public record Params() {}

    @Override
    public String map(String text) {
        if (text.indexOf('<') < 0 && text.indexOf('&') < 0) {
            return text;
        }
        String marked = text.replace("<li>", "\n*").replace("</li>", "").replace("<ol>", "\n*").replace("</ol>", "");
        Document document = Jsoup.parse(marked);
        document.select("script, style, template").remove();
        return document.body().wholeText();
    }
}
