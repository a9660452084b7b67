package dev.tandem.core.report;

import dev.tandem.core.model.Part;
import dev.tandem.core.model.PartAttributes;
import dev.tandem.core.model.Sample;
import java.util.Base64;
import java.util.Set;
import java.util.function.Consumer;

/** Shows samples as cards: pictures inside the page, so that the report stays one file. */
final class Gallery {
    private static final int TEXT_CHARACTERS = 280;
    private static final int MAX_PICTURES = 2;
    private static final long MAX_PICTURE_BYTES = 48L << 10;
    private static final Set<String> SHOWN = Set.of("image/png", "image/jpeg", "image/gif", "image/webp");

    private Gallery() {}

    static void card(Html html, Sample sample, String note) {
        String text = sample.text().strip();
        card(html, sample, note, page ->
                page.text(text.length() > TEXT_CHARACTERS ? text.substring(0, TEXT_CHARACTERS) + "…" : text));
    }

    /**
     * Shows a sample.
     *
     * @param text writes what is to be read of it
     */
    static void card(Html html, Sample sample, String note, Consumer<Html> text) {
        html.raw("<div class=\"card\">");
        int pictures = 0;
        for (Part part : sample.parts()) {
            if (part instanceof Part.Media media && pictures < MAX_PICTURES && SHOWN.contains(media.mediaType())
                    && media.content().size() <= MAX_PICTURE_BYTES) {
                pictures++;
                html.raw("<img alt=\"" + Html.escape(media.attributes().getOrDefault(PartAttributes.ALT, ""))
                        + "\" src=\"data:" + media.mediaType() + ";base64,"
                        + Base64.getEncoder().encodeToString(media.content().bytes()) + "\">");
            }
        }
        html.raw("<p>");
        text.accept(html);
        html.raw("</p>");
        if (!note.isEmpty()) {
            html.raw("<p class=\"note\">").text(note).raw("</p>");
        }
        html.raw("<p class=\"source\">").text(sample.id().abbreviated() + " · " + sample.source()).raw("</p></div>\n");
    }
}
