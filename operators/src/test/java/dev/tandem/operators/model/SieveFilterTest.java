package dev.tandem.operators.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.core.model.Part;
import dev.tandem.core.model.Sample;
import dev.tandem.operators.testing.FilterRun;
import dev.tandem.operators.testing.TestImages;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SieveFilterTest {
    private static Sample pair(String text, Map<String, String> captions) {
        return Sample.read("pair", Map.of(), List.of(TestImages.part(TestImages.png(2, 2), captions), new Part.Text(text)));
    }

    private static double similarity(Map<String, Object> params, Sample sample) {
        return ((double[]) new FilterRun("sieve", params).of(sample).values().get("similarity"))[0];
    }

    @Test
    void theMostSimilarCaptionCounts() {
        Map<String, Object> both = Map.of("captions", List.of("recaption", "second"));
        Sample sample = pair("green bridge", Map.of("recaption", "green river", "second", "green bridge"));

        assertThat(similarity(Map.of(), sample)).isEqualTo(0.5);
        assertThat(similarity(both, sample)).isEqualTo(1);
        assertThat(similarity(both, pair("green bridge", Map.of("second", "green river")))).isEqualTo(0.5);
    }

    @Test
    void whatNamesTheMediumDoesNotCount() {
        Sample sample = pair("Photo of river", Map.of("recaption", "a photo of bridge"));
        assertThat(similarity(Map.of(), sample)).isZero();
        assertThat(similarity(Map.of("medium_phrases", List.of()), sample)).isPositive();
    }

    @Test
    void phrasesAreWholeWordsAndALoneOneStays() {
        MediumPhrases medium = new MediumPhrases(List.of("photo of", "a photo of", "photo"));
        assertThat(medium.without("A Photo of a photographer's photo")).isEqualTo("a photographer's");
        assertThat(medium.without("photo of ")).isEqualTo("photo of");
        assertThat(medium.without("telephoto of it")).isEqualTo("telephoto of it");
    }

    @Test
    void withoutACaptionAPairIsDropped() {
        FilterRun run = new FilterRun("sieve", Map.of());
        assertThat(run.decision(pair("bridge", Map.of()))).isEqualTo("no text or no caption to compare");
        assertThat(run.decision(pair("", Map.of("recaption", "bridge")))).isEqualTo("no text or no caption to compare");
        assertThat(run.decision(pair("bridge", Map.of("recaption", "river")))).isEqualTo("similarity to captions outside limits");
        assertThat(run.decision("text alone")).isEqualTo("keep");
    }
}
