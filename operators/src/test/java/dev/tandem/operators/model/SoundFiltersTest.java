package dev.tandem.operators.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.tandem.core.error.ErrorCode;
import dev.tandem.core.model.Part;
import dev.tandem.core.model.Sample;
import dev.tandem.operators.testing.FilterRun;
import dev.tandem.operators.testing.TestMedia;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Filters that ask models about sounds, with ones that know loud from quiet. */
class SoundFiltersTest {
    /** Half of it is silence, then there is a tone. */
    private static Sample tone(String text) {
        return Sample.read("tone " + text, Map.of(), List.of(TestMedia.part(TestMedia.TONE), new Part.Text(text)));
    }

    @Test
    void theShareOfSpeechIsThatOfItsFrames() {
        double[] shares = (double[]) new FilterRun("speech_share", Map.of()).of(tone("")).values().get("speech_share");
        assertThat(shares).hasSize(1);
        assertThat(shares[0]).isCloseTo(0.5, within(0.03));
        assertThat(new FilterRun("speech_share", Map.of("min_share", 0.6)).decision(tone(""))).isEqualTo("share of speech outside limits");
        assertThat(new FilterRun("speech_share", Map.of("max_seconds", 1)).of(tone("")).values())
                .containsEntry("speech_share", new double[] {0});
        assertThat(new FilterRun("speech_share", Map.of()).decision("no sound")).isEqualTo("keep");
    }

    @Test
    void aSoundIsComparedWithItsText() {
        FilterRun run = new FilterRun("audio_text_similarity", Map.of());
        assertThat(run.decision(tone("loud"))).isEqualTo("keep");
        assertThat(run.decision(tone("quiet"))).isEqualTo("similarity of sound and text outside limits");
        assertThat(run.decision(tone(""))).isEqualTo("no text to compare with");
        assertThat(run.decision("no sound")).isEqualTo("keep");
        assertThat(new FilterRun("audio_text_similarity", Map.of("max_seconds", 1)).decision(tone("quiet"))).isEqualTo("keep");
    }

    @Test
    void aBrokenSoundFailsItsSampleAlone() {
        Sample broken = Sample.read("broken", Map.of(), List.of(TestMedia.part(TestMedia.broken().values().iterator().next())));
        var verdicts = new FilterRun("speech_share", Map.of()).of(List.of(broken, tone("")));
        assertThat(verdicts.getFirst().failure().orElseThrow().code()).isIn(ErrorCode.BROKEN_MEDIA, ErrorCode.MEDIA_LIMIT);
        assertThat(verdicts.getLast().decision().keep()).isTrue();
    }
}
