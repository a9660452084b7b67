package dev.tandem.bench;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.SplittableRandom;

/**
 * Hashes and vectors, always the same ones: one in seven is near an earlier one. Vectors have topics, as embeddings do: two of
 * one topic have a cosine of about a half.
 */
final class CorpusVectors {
    static final int DIMENSIONS = 256;

    private static final int TOPICS = 100;
    private static final int COPY = 7;
    private static final int MOST_BITS = 10;
    private static final double MOST_NOISE = 1;

    private final SplittableRandom random = new SplittableRandom(20_261_128);

    /** Lines of JSON with a hash each; returns their bytes. */
    long writeHashes(Path file, int count) throws IOException {
        Files.createDirectories(file.getParent());
        long[] hashes = new long[count];
        StringBuilder lines = new StringBuilder();
        for (int i = 0; i < count; i++) {
            hashes[i] = random.nextLong();
            if (i > 0 && random.nextInt(COPY) == 0) {
                hashes[i] = hashes[random.nextInt(i)];
                for (int bits = random.nextInt(MOST_BITS); bits > 0; bits--) {
                    hashes[i] ^= 1L << random.nextInt(Long.SIZE);
                }
            }
            lines.append("{\"id\":\"h").append(i).append("\",\"text\":\"");
            lines.append(HexFormat.of().toHexDigits(hashes[i])).append("\"}\n");
        }
        Files.writeString(file, lines, StandardCharsets.US_ASCII);
        return lines.length();
    }

    /** Numbers of 32 bits, the lowest byte first; returns their bytes. */
    long writeVectors(Path file, int count) throws IOException {
        Files.createDirectories(file.getParent());
        ByteBuffer bytes = ByteBuffer.allocate(count * DIMENSIONS * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        double[][] topics = new double[TOPICS][DIMENSIONS];
        for (double[] topic : topics) {
            Arrays.setAll(topic, unused -> random.nextGaussian());
        }
        for (int i = 0; i < count; i++) {
            double[] topic = topics[random.nextInt(TOPICS)];
            boolean near = i > 0 && random.nextInt(COPY) == 0;
            int like = near ? random.nextInt(i) * DIMENSIONS * Float.BYTES : 0;
            double noise = near ? random.nextDouble() * MOST_NOISE : 1;
            for (int d = 0; d < DIMENSIONS; d++) {
                double base = near ? bytes.getFloat(like + d * Float.BYTES) : topic[d];
                bytes.putFloat((float) (base + noise * random.nextGaussian()));
            }
        }
        Files.write(file, bytes.array());
        return bytes.capacity();
    }
}
