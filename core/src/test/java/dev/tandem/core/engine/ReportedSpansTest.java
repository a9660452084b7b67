package dev.tandem.core.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.core.operator.SpanDeduplicator.Span;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

final class ReportedSpansTest {
    private static final String SMILE = "\uD83D\uDE00";

    @Test
    void charactersAreCountedThroughAllTextsOfASample() {
        List<String> texts = List.of("a" + SMILE + "bc", "none", SMILE + "def");
        String told = ReportedSpans.of(texts, List.of(new Span(0, 1, 3), new Span(0, 4, 5), new Span(2, 2, 4)));

        assertThat(told).isEqualTo("1-2 3-4 13-15");
        assertThat(ReportedSpans.without(String.join("\n\n", texts), told)).isEqualTo("ab\n\nnone\n\n" + SMILE + "f");
    }

    @Test
    void ofVeryManyTheFirstAreTold() {
        List<Span> spans = new ArrayList<>();
        for (int i = 0; i < 1_000; i++) {
            spans.add(new Span(0, 2 * i, 2 * i + 1));
        }

        String told = ReportedSpans.of(List.of(String.join("", Collections.nCopies(1_000, "ab"))), spans);
        assertThat(told.split(" ")).hasSize(100).startsWith("0-1", "2-3").endsWith("198-199");
    }
}
