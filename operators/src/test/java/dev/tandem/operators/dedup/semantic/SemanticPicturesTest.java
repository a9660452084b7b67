package dev.tandem.operators.dedup.semantic;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.core.engine.DedupStep;
import dev.tandem.core.engine.DedupStep.Membership;
import dev.tandem.core.model.Sample;
import dev.tandem.core.operator.MediaLimits;
import dev.tandem.core.operator.OperatorCatalog;
import dev.tandem.core.operator.OperatorContext;
import dev.tandem.core.operator.SetDeduplicator;
import dev.tandem.operators.testing.FilterRun;
import dev.tandem.operators.testing.TestImages;
import dev.tandem.operators.testing.WordVectors;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The model here says of a picture which of three colours is the strongest in it. */
final class SemanticPicturesTest {
    private static Sample of(int rgb) {
        return TestImages.sample(TestImages.png(16, 16, (x, y) -> 0xff000000 | rgb));
    }

    @Test
    void ofPicturesThatShowTheSameOneStays() {
        List<Sample> samples = List.of(of(0xff0000), of(0x00ff00), of(0xee1100), of(0x0000ff), FilterRun.text("no picture"), of(0xdd0000),
                FilterRun.text("none"), TestImages.sample(TestImages.cut(TestImages.png(16, 16))));
        SetDeduplicator semdedup = (SetDeduplicator) OperatorCatalog.load().create("semdedup", Map.of(
                "of", "image", "model", "clip_image"), new OperatorContext(new WordVectors(), MediaLimits.DEFAULT));

        List<Membership> members = DedupStep.inMemory(semdedup, samples);

        assertThat(members.stream().filter(member -> List.of(0, 2, 5).contains(member.row())).filter(Membership::keep)).hasSize(1);
        assertThat(members.stream().filter(Membership::keep).map(Membership::row)).contains(1, 3, 4, 6);
    }
}
