package dev.tandem.core.engine;

import dev.tandem.core.model.Sample;
import dev.tandem.core.operator.SpanDeduplicator;
import dev.tandem.core.operator.SpanDeduplicator.Span;
import java.util.ArrayList;
import java.util.List;

/** Repeated spans that were not cut out, as they stand in a feature: {@code from-to} in characters of the text of a sample. */
public final class ReportedSpans {
    /** Between the texts of a sample, as {@link Sample#text} joins them. */
    private static final int BETWEEN = 2;

    private ReportedSpans() {}

    static String of(List<String> texts, List<Span> spans) {
        List<String> told = new ArrayList<>();
        int text = 0;
        int unit = 0;
        long characters = 0;
        for (Span span : spans.subList(0, Math.min(spans.size(), SpanDeduplicator.MOST_TOLD))) {
            for (; text < span.text(); text++) {
                characters += texts.get(text).codePointCount(unit, texts.get(text).length()) + BETWEEN;
                unit = 0;
            }
            long from = characters + texts.get(text).codePointCount(unit, span.from());
            characters = from + texts.get(text).codePointCount(span.from(), span.to());
            unit = span.to();
            told.add(from + "-" + characters);
        }
        return String.join(" ", told);
    }

    /** The text of a sample without what a feature tells of. */
    public static String without(String text, String told) {
        StringBuilder left = new StringBuilder();
        int unit = 0;
        int characters = 0;
        for (String span : told.split(" ")) {
            int dash = span.indexOf('-');
            int from = Integer.parseInt(span, 0, dash, 10);
            int to = Integer.parseInt(span, dash + 1, span.length(), 10);
            int start = text.offsetByCodePoints(unit, from - characters);
            left.append(text, unit, start);
            unit = text.offsetByCodePoints(start, to - from);
            characters = to;
        }
        return left.append(text, unit, text.length()).toString();
    }
}
