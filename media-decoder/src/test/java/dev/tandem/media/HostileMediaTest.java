package dev.tandem.media;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Media that are cut off or changed: they are measured or refused, and the process goes on. */
final class HostileMediaTest {
    private static final MadeMedia.Painter PAINTER = (frame, x, y) -> (x * 7 + y * 3 + frame * 11) * 0x010203;
    private static final MadeMedia.Wave WAVE = (_, time) -> Math.sin(3_000 * time) / 2;

    private record Medium(String demuxer, byte[] file, MediaRequest.Question question) {}

    private static final List<Medium> MEDIA = List.of(
            new Medium("mov", MadeMedia.video("mp4", "mpeg4", 32, 32, 25, 6, 3, PAINTER), Measured.VIDEO),
            new Medium("matroska", MadeMedia.video("webm", "libvpx", 32, 32, 25, 6, 3, PAINTER), Measured.VIDEO),
            new Medium("avi", MadeMedia.video("avi", "mjpeg", 32, 32, 25, 4, 1, PAINTER), new MediaRequest.Frames(true, 3)),
            new Medium("mov", MadeMedia.video("mp4", "libopenh264", 32, 32, 25, 6, 3, PAINTER), Measured.VIDEO),
            new Medium("wav", MadeMedia.wav(8_000, 1, 0.2, WAVE), new MediaRequest.Audio()),
            new Medium("mp3", MadeMedia.sound("mp3", "libmp3lame", 16_000, 1, 0.3, WAVE), new MediaRequest.Audio()),
            new Medium("ogg", MadeMedia.sound("ogg", "libopus", 16_000, 1, 0.3, WAVE), new MediaRequest.Audio()),
            new Medium("flac", MadeMedia.sound("flac", "flac", 16_000, 1, 0.3, WAVE), new MediaRequest.Audio()),
            new Medium("mov", MadeMedia.sound("ipod", "aac", 16_000, 1, 0.3, WAVE), new MediaRequest.Audio()));

    private static MediaAnswer ask(Medium medium, byte[] file) {
        return Measured.of(medium.question(), medium.demuxer(), file, Measured.LIMITS);
    }

    @Test
    void whatIsCutOffIsMeasuredAsFarAsItGoesOrRefused() {
        for (Medium medium : MEDIA) {
            for (int part = 0; part < 16; part++) {
                byte[] file = Arrays.copyOf(medium.file(), medium.file().length * part / 16);
                assertThat(ask(medium, file)).as(medium.demuxer() + " " + part).isNotNull();
            }
        }
    }

    @Test
    void whatIsChangedIsMeasuredOrRefusedTheSameEachTime() {
        Random random = new Random(24);
        for (int round = 0; round < 180; round++) {
            Medium medium = MEDIA.get(round % MEDIA.size());
            byte[] file = medium.file().clone();
            // Heads say most, and mistakes there lead furthest.
            int reach = random.nextBoolean() ? Math.min(200, file.length) : file.length;
            for (int change = 0; change <= random.nextInt(8); change++) {
                file[random.nextInt(reach)] = random.nextBoolean() ? (byte) 0xff : (byte) random.nextInt();
            }
            MediaAnswer first = ask(medium, file);
            if (round % 9 == 0) {
                assertThat(ask(medium, file)).usingRecursiveComparison().isEqualTo(first);
            }
        }
        for (Medium medium : MEDIA) {
            assertThat(ask(medium, medium.file())).isNotInstanceOf(MediaAnswer.Failure.class);
        }
    }

    @Test
    void aMediumOfAnotherKindIsRefused() {
        for (Medium medium : MEDIA) {
            Medium other = MEDIA.stream().filter(found -> !found.demuxer().equals(medium.demuxer())).findFirst().orElseThrow();
            assertThat(ask(medium, other.file())).as(medium.demuxer()).isInstanceOf(MediaAnswer.Failure.class);
        }
    }
}
