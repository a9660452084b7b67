package dev.tandem.core.report;

import java.util.Locale;

/** Builds HTML; whatever comes from data is escaped. */
final class Html {
    private final StringBuilder out = new StringBuilder();

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
