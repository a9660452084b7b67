package dev.tandem.core.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class SampleTest {
    private static final Sample READ = Sample.read("in.jsonl#1", Map.of("b", "2", "a", "1"), List.of(new Part.Text("one")));

    @Test
    void aRewrittenSampleKeepsItsIdAndHasTheDigestOfItsNewContent() {
        Sample rewritten = READ.withParts(List.of(new Part.Text("two")));

        assertThat(rewritten.id()).isEqualTo(READ.id());
        assertThat(rewritten.contentDigest())
                .isEqualTo(Sample.read("elsewhere", Map.of(), List.of(new Part.Text("two"))).contentDigest())
                .isNotEqualTo(READ.contentDigest());
        assertThat(rewritten.withParts(READ.parts())).isEqualTo(READ).hasSameHashCodeAs(READ);
    }

    @Test
    void samplesOfOtherContentOrMetadataAreOthers() {
        assertThat(READ.withParts(List.of(new Part.Text("two")))).isNotEqualTo(READ);
        assertThat(new Sample(READ.id(), READ.contentDigest(), READ.source(), List.of(), Map.of(), READ.parts())).isNotEqualTo(READ);
        assertThat(READ.metadata().keySet()).containsExactly("a", "b");
    }
}
