package dev.tandem.operators.media;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.core.model.Sample;
import dev.tandem.operators.testing.FilterRun;
import dev.tandem.operators.testing.TestMedia;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class AudioDurationFilterTest {
    private static final Sample SOUND = TestMedia.sample(TestMedia.TONE);

    @Test
    void itIsMeasured() {
        assertThat(values(Map.of())).containsExactly(2.0);
    }

    @Test
    void limitsAreIncluded() {
        assertThat(decision(Map.of())).isEqualTo("keep");
        assertThat(decision(Map.of("min_duration", 2))).isEqualTo("keep");
        assertThat(decision(Map.of("min_duration", 2.1))).isEqualTo("audio duration outside limits");
        assertThat(decision(Map.of("max_duration", 2))).isEqualTo("keep");
        assertThat(decision(Map.of("max_duration", 1.9))).isEqualTo("audio duration outside limits");
    }

    @Test
    void oneGoodSoundIsEnoughUnlessAllAreAskedFor() {
        Sample two = TestMedia.sample(TestMedia.TONE, TestMedia.wav(8_000, 1, 0.1, _ -> 0));

        assertThat(new FilterRun("audio_duration", Map.of("min_duration", 1)).decision(two)).isEqualTo("keep");
        assertThat(new FilterRun("audio_duration", Map.of("min_duration", 1, "any_or_all", "all")).decision(two))
                .isEqualTo("audio duration outside limits");
    }

    @Test
    void videosAreNoSounds() {
        assertThat(new FilterRun("audio_duration", Map.of("min_duration", 1_000)).decision(TestMedia.sample(TestMedia.video())))
                .isEqualTo("keep");
    }

    private static String decision(Map<String, Object> params) {
        return new FilterRun("audio_duration", params).decision(SOUND);
    }

    private static double[] values(Map<String, Object> params) {
        return (double[]) new FilterRun("audio_duration", params).of(SOUND).values().get("audio_duration");
    }
}
