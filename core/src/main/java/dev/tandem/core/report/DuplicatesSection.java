package dev.tandem.core.report;

import com.github.difflib.DiffUtils;
import com.github.difflib.patch.AbstractDelta;
import dev.tandem.core.dedup.ClusterSummary;
import dev.tandem.core.report.ReportData.Duplicates;
import dev.tandem.core.report.ReportData.Shown;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collections;
import java.util.List;
import java.util.Locale;

/** Shows which samples were taken for duplicates: how many and how similar, and the largest clusters side by side. */
final class DuplicatesSection {
    /** What is beyond is not compared word by word, nor shown. */
    private static final int WORDS = 60;

    private DuplicatesSection() {}

    static void write(Html html, String title, Duplicates duplicates) {
        ClusterSummary summary = duplicates.summary();
        html.element("h3", title);
        html.raw("<p>").text(String.format(
                        Locale.ROOT,
                        "%,d samples in %,d clusters; %,d did not stay.",
                        summary.members(), summary.clusters(), summary.merged()))
                .raw("</p>\n");
        summary.quality().ifPresent(quality -> html.element("p", quality.text()));
        sizes(html, summary.sizes());
        similarities(html, summary.similarities());
        effect(html, duplicates.effect());
        for (List<Shown> cluster : duplicates.largest()) {
            html.raw("<div class=\"cards\">");
            List<String> kept = words(cluster.getFirst());
            Gallery.card(html, cluster.getFirst().sample(), cluster.getFirst().note());
            cluster.stream().skip(1).forEach(other -> Gallery.card(
                    html, other.sample(), other.note(), text -> difference(text, kept, words(other))));
            html.raw("</div>\n");
        }
    }

    private static void sizes(Html html, List<Long> sizes) {
        long most = sizes.stream().mapToLong(count -> count).max().orElse(1);
        for (int i = 0; i < sizes.size(); i++) {
            html.bar(
                    "clusters of " + ClusterSummary.sizesOf(i),
                    (double) sizes.get(i) / most,
                    String.format(Locale.ROOT, "%,d", sizes.get(i)));
        }
    }

    private static void similarities(Html html, List<Long> counts) {
        if (counts.isEmpty()) {
            return;
        }
        long most = Math.max(1, Collections.max(counts));
        for (int i = 0; i < counts.size(); i++) {
            if (counts.get(i) > 0) {
                double bin = 1.0 / counts.size();
                html.bar(
                        String.format(Locale.ROOT, "similarity %.2f to %.2f", i * bin, (i + 1) * bin),
                        (double) counts.get(i) / most,
                        String.format(Locale.ROOT, "%,d", counts.get(i)));
            }
        }
    }

    private static void effect(Html html, RemovalEffect effect) {
        effect.note().ifPresent(note -> html.element("p", note));
        effect(html, "source", effect.sources());
        effect(html, "characters of text", effect.lengths());
    }

    private static void effect(Html html, String what, List<RemovalEffect.Line> lines) {
        html.raw("<table><tr>").element("th", what).raw("<th>before<th>after<th>stays<th></tr>\n");
        for (RemovalEffect.Line line : lines) {
            String share = String.format(Locale.ROOT, "%.1f%%", 100.0 * line.after() / line.before());
            html.raw("<tr>").element("td", line.name())
                    .element("td class=\"n\"", String.format(Locale.ROOT, "%,d", line.before()))
                    .element("td class=\"n\"", String.format(Locale.ROOT, "%,d", line.after()))
                    .element("td class=\"n\"", share)
                    .raw("<td class=\"wide\"><span class=\"track\"><span class=\"fill\" style=\"width:" + share
                            + "\"></span></span></td></tr>\n");
        }
        html.raw("</table>\n");
    }

    private static List<String> words(Shown shown) {
        return Arrays.stream(shown.sample().text().strip().split("\\s+", WORDS + 1)).limit(WORDS).toList();
    }

    /** The words of a text, those marked that the other one does not have there. */
    private static void difference(Html html, List<String> kept, List<String> words) {
        BitSet changed = new BitSet();
        for (AbstractDelta<String> delta : DiffUtils.diff(kept, words).getDeltas()) {
            changed.set(delta.getTarget().getPosition(), delta.getTarget().getPosition() + delta.getTarget().size());
        }
        for (int i = 0; i < words.size(); i++) {
            html.raw(changed.get(i) ? " <mark>" : " ").text(words.get(i)).raw(changed.get(i) ? "</mark>" : "");
        }
    }
}
