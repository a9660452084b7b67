package dev.tandem.operators.dedup.video;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.core.engine.DedupStep;
import dev.tandem.core.engine.DedupStep.Membership;
import dev.tandem.core.error.ErrorCode;
import dev.tandem.core.model.Part;
import dev.tandem.core.model.Sample;
import dev.tandem.core.operator.Deduplicator;
import dev.tandem.core.operator.OperatorCatalog;
import dev.tandem.core.operator.OperatorContext;
import dev.tandem.media.MadeMedia;
import dev.tandem.operators.testing.TestMedia;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class VideoHashDeduplicatorTest {
    private static final int SCENE = 10;
    private static final byte[] FILM = film(64, 48, 1, 2, 3, 4);

    /** A key frame at the start of each scene; scenes of equal numbers look the same. */
    private static byte[] film(int width, int height, int... scenes) {
        return MadeMedia.video("mp4", "mpeg4", width, height, 10, SCENE * scenes.length, SCENE, (frame, x, y) ->
                colour(scenes[frame / SCENE], (double) x / width, (double) y / height));
    }

    private static int colour(int scene, double x, double y) {
        double wave = Math.sin((3 + 2 * scene) * x + scene) * Math.cos((11 - 2 * scene) * y - scene) + Math.sin(5 * scene * (x - y));
        return scene == 0 ? 0x202020 : (int) (128 + 60 * wave) * 0x010101;
    }

    private static Sample sample(String source, byte[] film, String... texts) {
        List<Part> parts = new ArrayList<>(List.of(TestMedia.part(film)));
        Arrays.stream(texts).map(Part.Text::new).forEach(parts::add);
        return Sample.read(source, Map.of(), parts);
    }

    private static Deduplicator create(Map<String, Object> params) {
        return (Deduplicator) OperatorCatalog.load().create("video_hash", params, OperatorContext.withoutModels());
    }

    private static long kept(Map<String, Object> params, Sample... samples) {
        return DedupStep.inMemory(create(params), List.of(samples)).stream().filter(Membership::keep).count();
    }

    @Test
    void copiesOfAnotherSizeAndOrderOfScenesAreFoundAndOtherFilmsAreNot() {
        assertThat(kept(Map.of(), sample("a", FILM), sample("large", film(96, 72, 1, 2, 3, 4)))).isEqualTo(1);
        assertThat(kept(Map.of(), sample("a", FILM), sample("other", film(64, 48, 6, 7, 8, 9)))).isEqualTo(2);
        assertThat(kept(Map.of(), sample("a", FILM), sample("cut anew", film(64, 48, 4, 3, 2, 1)))).isEqualTo(1);
    }

    @Test
    void theShareOfFramesThatLookAlikeDecides() {
        Sample film = sample("a", FILM);
        Sample half = sample("half", film(64, 48, 1, 2));
        Sample mixed = sample("mixed", film(64, 48, 1, 8, 9, 7));

        assertThat(kept(Map.of("min_frame_share", 0.6), film, half)).isEqualTo(1);
        assertThat(kept(Map.of("min_frame_share", 0.9), film, half)).isEqualTo(2);
        assertThat(kept(Map.of("min_frame_share", 0.5), film, mixed)).isEqualTo(2);
        assertThat(kept(Map.of("min_frame_share", 0.2), film, mixed)).isEqualTo(1);
    }

    @Test
    void plainFramesDoNotCountAndPlainVideosAreKept() {
        byte[] plain = film(64, 48, 0, 0);

        assertThat(kept(Map.of(), sample("a", plain), sample("b", plain))).isEqualTo(2);
        assertThat(kept(Map.of(), sample("a", film(64, 48, 0, 1, 0)), sample("b", film(64, 48, 0, 7, 0)))).isEqualTo(2);
        assertThat(kept(Map.of(), sample("a", film(64, 48, 0, 1, 0)), sample("b", film(64, 48, 1)))).isEqualTo(1);
    }

    @Test
    void textsAreComparedWhereThatIsWanted() {
        Sample[] samples = {sample("a", FILM, "A film."), sample("b", FILM, " A film. "), sample("c", FILM, "Another.")};

        assertThat(kept(Map.of(), samples)).isEqualTo(1);
        assertThat(kept(Map.of("consider_text", true), samples)).isEqualTo(2);
    }

    @Test
    void samplesWithoutVideosStayAndBrokenOnesFail() {
        assertThat(kept(Map.of(), TestMedia.sample(TestMedia.TONE), Sample.read("text", Map.of(), List.of(new Part.Text("x")))))
                .isEqualTo(2);
        Sample broken = sample("broken", TestMedia.broken().get("cut off MP4"));
        Membership failed =
                DedupStep.inMemory(create(Map.of("frame_sampling_method", "uniform")), List.of(broken)).getFirst();
        assertThat(failed.failure().orElseThrow().code()).isEqualTo(ErrorCode.BROKEN_MEDIA);
    }
}
