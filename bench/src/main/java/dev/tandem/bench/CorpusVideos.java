package dev.tandem.bench;

import dev.tandem.media.MadeMedia;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SplittableRandom;

/**
 * Made-up clips of six seconds, always the same ones: five scenes that move, and a key frame a second.
 * One clip in five shows the same as an earlier one, in another size.
 */
final class CorpusVideos {
    private static final int RATE = 25;
    private static final int SCENES = 5;
    private static final int FRAMES = 6 * RATE;
    private static final int WAVES = 4;

    private final SplittableRandom random = new SplittableRandom(20_261_128);

    /** Writes {@code NNNNN.mp4}; returns how many bytes they have. */
    long write(Path folder, int count) throws IOException {
        Files.createDirectories(folder);
        double[][] films = new double[count][];
        long bytes = 0;
        for (int i = 0; i < count; i++) {
            boolean copied = i > 0 && random.nextInt(5) == 0;
            films[i] = copied ? films[random.nextInt(i)] : random.doubles(SCENES * WAVES).toArray();
            byte[] clip = clip(films[i], copied ? 240 : 320, copied ? 180 : 240);
            Files.write(folder.resolve("%05d.mp4".formatted(i)), clip);
            bytes += clip.length;
        }
        return bytes;
    }

    private static byte[] clip(double[] film, int width, int height) {
        return MadeMedia.video("mp4", "mpeg4", width, height, RATE, FRAMES, RATE, (frame, x, y) ->
                colour(film, frame * SCENES / FRAMES * WAVES, (double) frame / FRAMES, (double) x / width, (double) y / height));
    }

    private static int colour(double[] film, int scene, double time, double x, double y) {
        double wave = Math.sin((2 + 12 * film[scene]) * x + time) * Math.cos((2 + 12 * film[scene + 1]) * y - time)
                + Math.sin(9 * film[scene + 2] * (x - y) + 6 * film[scene + 3]);
        return Math.clamp((int) (128 + 60 * wave), 0, 255) * 0x010101;
    }
}
