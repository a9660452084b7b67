package dev.tandem.core.report;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** Builds HTML; whatever comes from data is escaped. */
final class Html {
    private final StringBuilder out = new StringBuilder();

    /** The beginning of a page that loads nothing and runs nothing. */
    static Html page(String title) {
        return new Html()
                .raw("<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\"><meta http-equiv=\"Content-Security-Policy\""
                        + " content=\"default-src 'none'; img-src data:; style-src 'unsafe-inline'\">"
                        + "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"><title>")
                .text(title)
                .raw("</title><style>" + style() + "</style></head><body>\n");
    }

    /** The whole page. */
    String end() {
        return raw("</body></html>\n").toString();
    }

    private static String style() {
        try (InputStream css = Html.class.getResourceAsStream("report.css")) {
            return new String(css.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Markup of our own. */
    Html raw(String markup) {
        out.append(markup);
        return this;
    }

    Html text(String text) {
        out.append(escape(text));
        return this;
    }

    Html element(String tag, String text) {
        return raw("<" + tag + ">").text(text).raw("</" + tag.split(" ")[0] + ">");
    }

    /** A row of a horizontal bar chart; {@code share} in [0, 1] is the length of the bar. */
    Html bar(String label, double share, String value) {
        return raw("<div class=\"bar\"><span class=\"label\">").text(label)
                .raw("</span><span class=\"track\"><span class=\"fill\" style=\"width:"
                        + String.format(Locale.ROOT, "%.1f", Math.max(0, Math.min(1, share)) * 100) + "%\"></span></span>")
                .raw("<span class=\"value\">").text(value).raw("</span></div>\n");
    }

    static String escape(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("\"", "&quot;").replace("'", "&#39;");
    }

    @Override
    public String toString() {
        return out.toString();
    }
}
