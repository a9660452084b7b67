package dev.tandem.operators.media.codec;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.media.MadeMedia;
import dev.tandem.operators.testing.TestImages;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class MediaFormatTest {

    @ParameterizedTest
    @CsvSource({
        "wav, pcm_s16le, WAV", "flac, flac, FLAC", "mp3, libmp3lame, MP3", "adts, aac, AAC", "ogg, libopus, OGG_AUDIO",
        "ipod, aac, MP4_AUDIO", "mp4, aac, MP4_AUDIO", "matroska, flac, MATROSKA_AUDIO", "webm, libopus, WEBM_AUDIO"
    })
    void soundsAreTold(String muxer, String encoder, MediaFormat format) {
        byte[] file = MadeMedia.sound(muxer, encoder, 48_000, 1, 0.1, (_, _) -> 0.1);

        assertThat(MediaFormat.of(file)).contains(format);
        assertThat(MediaFormat.ofMediaType(format.mediaType())).contains(format);
    }

    @ParameterizedTest
    @CsvSource({
        "mp4, mpeg4, MP4_VIDEO", "mov, mpeg4, QUICKTIME", "matroska, ffv1, MATROSKA_VIDEO", "webm, libvpx, WEBM_VIDEO", "avi, mpeg4, AVI"
    })
    void videosAreTold(String muxer, String encoder, MediaFormat format) {
        assertThat(MediaFormat.of(MadeMedia.video(muxer, encoder, 32, 32, 25, 2, 1, (_, _, _) -> 0))).contains(format);
    }

    @Test
    void aTagBeforeTheSoundIsSkipped() {
        byte[] mp3 = MadeMedia.sound("mp3", "libmp3lame", 44_100, 1, 0.1, (_, _) -> 0.1);
        byte[] bare = mp3[0] == 'I' ? Arrays.copyOfRange(mp3, 10 + mp3[9] + 128 * mp3[8], mp3.length) : mp3;

        assertThat(MediaFormat.of(bare)).contains(MediaFormat.MP3);
    }

    @Test
    void whatIsNoneIsNotTaken() {
        assertThat(MediaFormat.of(new byte[0])).isEmpty();
        assertThat(MediaFormat.of("A text.".getBytes(StandardCharsets.UTF_8))).isEmpty();
        assertThat(MediaFormat.of(TestImages.png(3, 3))).isEmpty();
        assertThat(MediaFormat.of("\0\0\0\30ftypavif\0\0\0\0".getBytes(StandardCharsets.ISO_8859_1))).isEmpty();
        assertThat(MediaFormat.of(new byte[] {(byte) 0xff, (byte) 0xff, (byte) 0xff, (byte) 0xff})).isEmpty();
    }
}
