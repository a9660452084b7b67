package dev.tandem.core.report;

import com.github.difflib.DiffUtils;
import com.github.difflib.patch.AbstractDelta;
import dev.tandem.core.duplicates.SpanShares.CutSample;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Locale;

/** Shows what was cut out of samples because it stands elsewhere: how much of which source, and where most was cut. */
final class SpansSection {
    /** What is beyond is not compared word by word, nor shown. */
    private static final int WORDS = 600;
    /** Words that are shown on both sides of what was cut. */
    private static final int AROUND = 12;
    /** Of a long stretch that was cut, so many words at either end. */
    private static final int ENDS = 40;

    private SpansSection() {}

    static void write(Html html, String title, ReportData.Spans spans) {
        html.element("h3", title);
        html.element("p", String.format(
                Locale.ROOT, "%,d samples have repeated spans; %,d did not stay.", spans.found().samples(), spans.found().dropped()));
        if (spans.found().reported()) {
            html.element("p", "Nothing was cut (remove: false). The tables and the marks show what remove: true would cut out.");
        }
        spans.effect().note().ifPresent(note -> html.element("p", note));
        sources(html, spans.effect().sources());
        lengths(html, spans.effect().lengths());
        html.raw("<div class=\"cards\">");
        for (CutSample cut : spans.found().most()) {
            String note = String.format(Locale.ROOT, "%.0f%% repeated%s", 100 * cut.ratio(), cut.stays() ? "" : ", does not stay");
            Gallery.card(html, cut.before(), note, text -> marked(text, words(cut.before().text()), words(cut.after())));
        }
        html.raw("</div>\n");
    }

    private static void sources(Html html, List<RemovalEffect.Line> lines) {
        html.raw("<table><tr><th>source<th>characters before<th>after<th>stays</tr>\n");
        for (RemovalEffect.Line line : lines) {
            double share = line.before() == 0 ? 1 : (double) line.after() / line.before();
            row(html, line).element("td class=\"n\"", String.format(Locale.ROOT, "%.1f%%", 100 * share)).raw("</tr>\n");
        }
        html.raw("</table>\n");
    }

    private static void lengths(Html html, List<RemovalEffect.Line> lines) {
        html.raw("<table><tr><th>characters of text<th>samples before<th>after</tr>\n");
        for (RemovalEffect.Line line : lines) {
            row(html, line).raw("</tr>\n");
        }
        html.raw("</table>\n");
    }

    private static Html row(Html html, RemovalEffect.Line line) {
        return html.raw("<tr>").element("td", line.name())
                .element("td class=\"n\"", String.format(Locale.ROOT, "%,d", line.before()))
                .element("td class=\"n\"", String.format(Locale.ROOT, "%,d", line.after()));
    }

    private static List<String> words(String text) {
        return text.isBlank() ? List.of() : Arrays.stream(text.strip().split("\\s+", WORDS + 1)).limit(WORDS).toList();
    }

    /** The words of a text, those marked that are gone; what is far from these is left out. */
    private static void marked(Html html, List<String> before, List<String> after) {
        BitSet cut = new BitSet();
        for (AbstractDelta<String> delta : DiffUtils.diff(before, after).getDeltas()) {
            cut.set(delta.getSource().getPosition(), delta.getSource().getPosition() + delta.getSource().size());
        }
        boolean skipped = false;
        for (int i = 0; i < before.size(); i++) {
            boolean shown = cut.get(i) ? isNearEnd(cut, i) : isNear(cut, i);
            if (shown) {
                html.raw(cut.get(i) ? " <mark>" : " ").text(before.get(i)).raw(cut.get(i) ? "</mark>" : "");
            } else if (!skipped) {
                html.text(" \u2026");
            }
            skipped = !shown;
        }
    }

    private static boolean isNearEnd(BitSet cut, int word) {
        return word - cut.previousClearBit(word) <= ENDS || cut.nextClearBit(word) - word <= ENDS;
    }

    /** Where nothing was cut, the beginning is shown. */
    private static boolean isNear(BitSet cut, int word) {
        int before = cut.previousSetBit(word);
        int after = cut.nextSetBit(word);
        return cut.isEmpty() ? word < ENDS : before >= 0 && word - before <= AROUND || after >= 0 && after - word <= AROUND;
    }
}
