package dev.tandem.media;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.tandem.media.MediaAnswer.Failure;
import dev.tandem.media.MediaAnswer.Streams;
import dev.tandem.media.MediaAnswer.Video;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class VideoMeterTest {
    private static final MadeMedia.Painter STILL = (_, x, y) -> cloud(x, y);

    /** A soft pattern that differs everywhere. */
    private static int cloud(double x, double y) {
        int grey = (int) (128 + 50 * Math.sin(x / 7) * Math.cos(y / 9) + 40 * Math.sin((x + 2 * y) / 13));
        return grey * 0x010101;
    }

    @ParameterizedTest
    @CsvSource({
        "mov, mp4, mpeg4", "mov, mov, mjpeg", "matroska, matroska, ffv1", "matroska, webm, libvpx", "avi, avi, mpeg4",
        "mov, mp4, libopenh264", "matroska, webm, libvpx-vp9"
    })
    void allKindsOfFilesAreSeen(String demuxer, String muxer, String encoder) {
        byte[] file = MadeMedia.video(muxer, encoder, 64, 48, 10, 12, 4, STILL);
        Streams streams = Measured.streams(demuxer, file);
        Video video = (Video) Measured.of(Measured.VIDEO, demuxer, file, Measured.LIMITS);

        assertThat(streams.width()).isEqualTo(64);
        assertThat(streams.height()).isEqualTo(48);
        assertThat(streams.frames()).isEqualTo(12);
        assertThat(streams.seconds()).isCloseTo(1.2, within(0.01));
        assertThat(video.streams()).isEqualTo(streams);
        assertThat(video.frames()).isEqualTo(12);
        assertThat(video.changes()).hasSize(12);
    }

    @Test
    void keyFramesAreCounted() {
        assertThat(Measured.streams("mov", MadeMedia.video("mp4", "mpeg4", 32, 32, 25, 30, 10, STILL)).keyFrames()).isEqualTo(3);
    }

    @Test
    void aCutChangesMuchAndAStillPictureNothing() {
        float[] changes = Measured.video(MadeMedia.video(64, 48, 20, (frame, _, _) -> frame < 8 ? 0xc02020 : 0x2020c0)).changes();

        for (int frame = 0; frame < changes.length; frame++) {
            if (frame == 8) {
                // Red and blue are 120 of 180 hues apart, and nothing else.
                assertThat((double) changes[frame]).isCloseTo(40, within(2.0));
            } else {
                assertThat((double) changes[frame]).as("frame " + frame).isLessThan(1);
            }
        }
    }

    @Test
    void motionIsHowFarThingsMoveBetweenTwoSampledFrames() {
        byte[] moving = MadeMedia.video("mp4", "mpeg4", 160, 120, 10, 11, 1, (frame, x, y) -> cloud(x - 0.6 * frame, y));
        Video video = Measured.video(moving);

        // Five frames later it is three pixels further, of which OpenCV sees 2.58; the diagonal has 200.
        assertThat(video.motion() * 200).isCloseTo(2.58, within(0.05));
        assertThat(Measured.video(MadeMedia.video("mp4", "mpeg4", 160, 120, 2, 3, 1, STILL)).motion()).isCloseTo(0, within(1e-4));
    }

    @Test
    void oneFrameHasNoMotion() {
        assertThat(Measured.video(MadeMedia.video(64, 48, 1, STILL)).motion()).isEqualTo(-1);
    }

    @Test
    void linesOfTextAreFoundAndPicturesAreNot() {
        BufferedImage lines = new BufferedImage(320, 240, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = lines.createGraphics();
        graphics.setRenderingHint(RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
        graphics.setColor(new Color(60, 90, 70));
        graphics.fillRect(0, 0, 320, 240);
        graphics.setColor(Color.WHITE);
        graphics.setFont(new Font(Font.SANS_SERIF, Font.BOLD, 20));
        graphics.drawString("Subscribe to our channel", 20, 60);
        graphics.drawString("every week something new", 20, 200);
        graphics.dispose();
        byte[] titled = MadeMedia.video("mp4", "mpeg4", 320, 240, 25, 3, 1, (_, x, y) -> lines.getRGB(x, y));

        // Two lines of about 280 by 18 pixels.
        assertThat(Measured.video(titled).textArea()).isCloseTo(2 * 280 * 18.0 / (320 * 240), within(0.04));
        assertThat(Measured.video(MadeMedia.video(320, 240, 3, STILL)).textArea()).isZero();
    }

    @Test
    void theSameBytesGiveTheSameNumbers() {
        byte[] file = MadeMedia.video(96, 64, 20, (frame, x, y) -> cloud(x + frame, y));

        assertThat(Measured.video(file)).usingRecursiveComparison().isEqualTo(Measured.video(file));
    }

    @Test
    void framesAreTakenEvenlyOrWhereTheyStandAlone() {
        byte[] file = MadeMedia.video("mp4", "mpeg4", 32, 32, 10, 21, 10, (frame, _, _) -> frame * 10 * 0x010101);

        assertThat(frames(file, new MediaRequest.Frames(false, 3))).containsExactly(0.0, 1.0, 2.0);
        assertThat(frames(file, new MediaRequest.Frames(false, 1))).containsExactly(1.0);
        assertThat(frames(file, new MediaRequest.Frames(true, 9))).containsExactly(0.0, 1.0, 2.0);
        assertThat(frames(file, new MediaRequest.Frames(true, 2))).containsExactly(0.0, 1.0);
    }

    private static List<Double> frames(byte[] file, MediaRequest.Frames question) {
        MediaAnswer.Frames frames = (MediaAnswer.Frames) Measured.of(question, "mov", file, Measured.LIMITS);
        assertThat(frames.pictures()).allSatisfy(picture ->
                assertThat(grey(picture.jpeg()) / 100.0).isCloseTo(picture.seconds(), within(0.04)));
        return frames.pictures().stream().map(MediaAnswer.Picture::seconds).toList();
    }

    private static int grey(byte[] jpeg) throws IOException {
        return ImageIO.read(new ByteArrayInputStream(jpeg)).getRGB(16, 16) & 0xff;
    }

    @Test
    void limitsHold() {
        byte[] file = MadeMedia.video(64, 48, 30, STILL);
        for (MediaRequest.Limits limits : List.of(
                new MediaRequest.Limits(64 * 48 - 1, 100, 1L << 40, 100),
                new MediaRequest.Limits(1 << 20, 29, 1L << 40, 100),
                new MediaRequest.Limits(1 << 20, 100, 29 * 64 * 48, 100),
                new MediaRequest.Limits(1 << 20, 100, 1L << 40, 1.1))) {
            assertThat(Measured.of(Measured.VIDEO, "mov", file, limits)).as(limits.toString())
                    .isInstanceOfSatisfying(Failure.class, failure -> assertThat(failure.kind()).isEqualTo(Failure.Kind.LIMIT));
        }
    }

    @Test
    void whatIsNoVideoIsBroken() {
        byte[] whole = MadeMedia.video("mp4", "mpeg4", 64, 48, 25, 10, 5, STILL);
        byte[] zeros = new byte[1000];
        for (byte[] file : List.of(Arrays.copyOf(whole, whole.length / 2), zeros, new byte[0],
                MadeMedia.sound("ipod", "aac", 44_100, 1, 0.5, (_, _) -> 0))) {
            assertThat(Measured.of(new MediaRequest.Streams(), "mov", file, Measured.LIMITS))
                    .isInstanceOfSatisfying(Failure.class, failure -> assertThat(failure.kind()).isEqualTo(Failure.Kind.BROKEN));
        }
    }
}
