package dev.tandem.operators.testing;

import dev.tandem.core.model.MediaContent;
import dev.tandem.core.model.Part;
import dev.tandem.core.model.Sample;
import dev.tandem.media.MadeMedia;
import dev.tandem.operators.media.codec.MediaFormat;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/** Sounds and videos for tests, whole or broken. */
public final class TestMedia {
    private static final int HEADER = 44;

    /** Two seconds, the first of them silent. */
    public static final byte[] TONE = wav(8_000, 2, 2, time -> time < 1 ? 0 : 0.1 * Math.sin(2 * Math.PI * 1_000 * time));

    private TestMedia() {}

    /** A sound by its time in seconds, the same in all channels. */
    @FunctionalInterface
    public interface Wave {
        double at(double time);
    }

    /** A WAV file of 16 bits, made without any library. */
    public static byte[] wav(int rate, int channels, double seconds, Wave wave) {
        int samples = (int) Math.rint(seconds * rate);
        int length = samples * channels * Short.BYTES;
        ByteBuffer file = ByteBuffer.allocate(HEADER + length).order(ByteOrder.LITTLE_ENDIAN);
        file.put(ascii("RIFF")).putInt(HEADER - 8 + length).put(ascii("WAVEfmt ")).putInt(16).putShort((short) 1)
                .putShort((short) channels).putInt(rate).putInt(rate * channels * Short.BYTES)
                .putShort((short) (channels * Short.BYTES)).putShort((short) 16).put(ascii("data")).putInt(length);
        for (int i = 0; i < samples; i++) {
            short value = (short) Math.rint(32_767 * wave.at((double) i / rate));
            for (int channel = 0; channel < channels; channel++) {
                file.putShort(value);
            }
        }
        return file.array();
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    /** A video of 64 by 48 pixels that has three shots, with a soft pattern that moves to the right in the first of them. */
    public static byte[] video() {
        return Video.SHOTS;
    }

    private static final class Video {
        private static final byte[] SHOTS = MadeMedia.video("mp4", "mpeg4", 64, 48, 10, 60, 10, (frame, x, y) ->
                frame < 20 ? pattern(x - frame, y) : frame < 40 ? 0xc02020 : 0x2020c0);

        private static int pattern(double x, double y) {
            return (int) (128 + 50 * Math.sin(x / 5) * Math.cos(y / 6) + 40 * Math.sin((x + 2 * y) / 9)) * 0x010101;
        }
    }

    /** Files that are named like media and are none that can be decoded, by what is wrong with them. */
    public static Map<String, byte[]> broken() {
        Map<String, byte[]> broken = new LinkedHashMap<>();
        broken.put("cut off WAV", Arrays.copyOf(TONE, 30));
        broken.put("cut off MP4", TestImages.cut(video()));
        broken.put("Matroska of nothing", new byte[] {0x1a, 0x45, (byte) 0xdf, (byte) 0xa3, 0x01});
        broken.put("AVI of nothing", ascii("RIFF\0\0\0\0AVI LIST"));
        return broken;
    }

    /** A part of the kind that a file's content tells. */
    public static Part.Media part(byte[] file) {
        MediaFormat format = MediaFormat.of(file).orElseThrow();
        return new Part.Media(format.modality(), format.mediaType(), MediaContent.of(file), Map.of());
    }

    /** A sample of sounds and videos. */
    public static Sample sample(byte[]... files) {
        return Sample.read("media", Map.of(), Arrays.stream(files).<Part>map(TestMedia::part).toList());
    }
}
