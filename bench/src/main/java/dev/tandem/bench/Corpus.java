package dev.tandem.bench;

import dev.tandem.core.json.Json;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import javax.imageio.ImageIO;

/**
 * Made-up documents of about 3 KB and pictures, always the same ones: words of a Zipf distribution in sentences and
 * paragraphs; one document in seven nearly repeats an earlier one, and some are lists, repeat themselves or are cut off.
 * The files stand as other tools' benchmarks expect them: {@code jsonl/0000N.jsonl}, {@code images/NNNNN.jpg},
 * {@code manifest.json}; beside them hashes, vectors and videos, {@code hashes/00000.jsonl},
 * {@code vectors/00000.f32} and {@code videos/NNNNN.mp4}.
 */
final class Corpus {
    private static final int FILES = 4;
    private static final int WORDS = 30_000;
    private static final String[] FREQUENT = (
            "the of and to a in that is was for on with as it by be this at from have or an are not which but had "
            + "were has they their one all there can more when who will would about if out so what up its into than "
            + "then some other could time these two may first any like now only over new our such").split(" ");
    private static final String[] ONSETS = "b c d f g h l m n p r s t v w j k br cl cr dr fl gr pl pr sl st tr sh ch th".split(" ");
    private static final String[] NUCLEI = "a e i o u ai ea ee ou é".split(" ");
    private static final String[] CODAS = {"", "", "", "", "", "n", "r", "l", "s", "t", "m", "d", "nd", "st", "ng"};

    private final SplittableRandom random = new SplittableRandom(20_261_127);
    private final String[] vocabulary = new String[WORDS];
    private final double[] cumulated = new double[WORDS];

    private Corpus() {
        double sum = 0;
        for (int rank = 0; rank < WORDS; rank++) {
            vocabulary[rank] = rank < FREQUENT.length ? FREQUENT[rank] : word(1 + random.nextInt(1 + Math.min(3, 1 + rank / 3_000)));
            sum += 1 / Math.pow(rank + 2.7, 1.02);
            cumulated[rank] = sum;
        }
    }

    static void write(Path folder, int documents, int images, int hashes, int vectors, int videos) throws IOException {
        Map<String, Long> manifest = new TreeMap<>();
        new Corpus().writeAll(folder, documents, images, manifest);
        manifest.put("hashes", (long) hashes);
        manifest.put("hash_bytes", new CorpusVectors().writeHashes(folder.resolve("hashes/00000.jsonl"), hashes));
        manifest.put("vectors", (long) vectors);
        manifest.put("vector_bytes", new CorpusVectors().writeVectors(folder.resolve("vectors/00000.f32"), vectors));
        manifest.put("videos", (long) videos);
        manifest.put("video_bytes", new CorpusVideos().write(folder.resolve("videos"), videos));
        Files.write(folder.resolve("manifest.json"), Json.bytes(manifest));
    }

    private void writeAll(Path folder, int documents, int images, Map<String, Long> manifest) throws IOException {
        Files.createDirectories(folder.resolve("jsonl"));
        Files.createDirectories(folder.resolve("images"));
        Files.deleteIfExists(folder.resolve(DirectWork.WHOLE));
        List<String> texts = new ArrayList<>();
        long bytes = 0;
        for (int i = 0; i < documents; i++) {
            texts.add(i > 50 && random.nextInt(7) == 0 ? edited(texts.get(random.nextInt(i))) : document());
            bytes += texts.getLast().getBytes(StandardCharsets.UTF_8).length;
        }
        int each = (documents + FILES - 1) / FILES;
        for (int file = 0; file < FILES; file++) {
            try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(folder.resolve("jsonl/0000" + file + ".jsonl")))) {
                for (int i = file * each; i < Math.min(documents, (file + 1) * each); i++) {
                    out.write(Json.bytes(Map.of("id", "d" + i, "text", texts.get(i), "metadata", Map.of("number", i))));
                    out.write('\n');
                }
            }
        }
        long imageBytes = 0;
        for (int i = 0; i < images; i++) {
            Path file = folder.resolve("images/%05d.jpg".formatted(i));
            ImageIO.write(picture(), "jpg", file.toFile());
            imageBytes += Files.size(file);
        }
        manifest.putAll(Map.of(
                "docs", (long) documents, "text_bytes", bytes, "images", (long) images, "image_bytes", imageBytes));
    }

    private String word(int syllables) {
        StringBuilder word = new StringBuilder();
        for (int i = 0; i < syllables; i++) {
            word.append(any(ONSETS)).append(any(NUCLEI)).append(any(CODAS));
        }
        return word.toString();
    }

    private String any(String[] choices) {
        return choices[random.nextInt(choices.length)];
    }

    private String draw() {
        int found = java.util.Arrays.binarySearch(cumulated, random.nextDouble() * cumulated[WORDS - 1]);
        return vocabulary[Math.min(WORDS - 1, found < 0 ? -found - 1 : found)];
    }

    private String document() {
        StringBuilder text = new StringBuilder();
        int words = 140 + random.nextInt(700);
        while (words > 0) {
            int sentences = 3 + random.nextInt(5);
            for (int i = 0; i < sentences && words > 0; i++) {
                int length = 8 + random.nextInt(16);
                sentence(text, length);
                text.append(i + 1 < sentences ? " " : "");
                words -= length;
            }
            text.append("\n\n");
        }
        String whole = text.toString().strip();
        return switch (random.nextInt(100)) {
            case 0 -> whole + "\n\n" + whole.substring(0, whole.length() / 2);
            case 1 -> "- " + whole.replace("\n\n", " ").replace(". ", "\n- ");
            case 2 -> whole.substring(0, 180);
            case 3 -> whole.replace(". ", "... ").replace(".", "");
            default -> whole;
        };
    }

    private void sentence(StringBuilder text, int words) {
        for (int i = 0; i < words; i++) {
            String word = random.nextInt(160) == 0 ? String.valueOf(random.nextInt(2_100)) : draw();
            int kind = random.nextInt(250);
            text.append(i == 0 ? word.substring(0, 1).toUpperCase(java.util.Locale.ROOT) + word.substring(1)
                    : kind == 0 ? '"' + word + '"' : kind == 1 ? "“" + word + "”" : word);
            text.append(i + 1 == words ? "" : kind > 235 ? ", " : " ");
        }
        text.append(random.nextInt(20) == 0 ? "?" : random.nextInt(20) == 0 ? "!" : ".");
    }

    private String edited(String text) {
        int rate = 1 + random.nextInt(100);
        StringBuilder edited = new StringBuilder();
        for (String word : text.split("(?<= )")) {
            edited.append(random.nextInt(1_000) < rate ? draw() + " " : word);
        }
        return edited.toString();
    }

    private BufferedImage picture() {
        BufferedImage image = new BufferedImage(512, 384, BufferedImage.TYPE_INT_RGB);
        double[] waves = random.doubles(9).toArray();
        for (int y = 0; y < image.getHeight(); y++) {
            for (int x = 0; x < image.getWidth(); x++) {
                int rgb = 0;
                for (int c = 0; c < 3; c++) {
                    double level = 128 + 100 * Math.sin(x * waves[c] / 40 + y * waves[3 + c] / 30 + 6 * waves[6 + c]);
                    rgb = rgb << 8 | Math.clamp((int) level + random.nextInt(-6, 7), 0, 255);
                }
                image.setRGB(x, y, rgb);
            }
        }
        Graphics2D graphics = image.createGraphics();
        for (int i = 0; i < 6; i++) {
            graphics.setColor(new Color(random.nextInt(1 << 24)));
            graphics.fillRect(random.nextInt(400), random.nextInt(300), 20 + random.nextInt(120), 20 + random.nextInt(90));
        }
        graphics.dispose();
        return image;
    }
}
