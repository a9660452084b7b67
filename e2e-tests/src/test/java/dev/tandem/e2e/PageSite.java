package dev.tandem.e2e;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import javax.imageio.ImageIO;

/**
 * A made-up site, always the same for the same numbers: pages of English-looking text; every third is a copy of another
 * with a few words changed, every fourth has a described picture, every fifth a table.
 */
final class PageSite {
    private static final String[] WORDS = ("the of and to in is that it was for on are as with his they at be this from have"
                    + " river mountain window engine harbour garden letter machine signal copper winter travel music theory"
                    + " bridge number silver market doctor colour island kitchen paper teacher village station forest")
            .split(" ");

    private final Map<String, byte[]> files = new LinkedHashMap<>();

    private PageSite() {}

    static PageSite of(int pages, long seed) {
        PageSite site = new PageSite();
        Random random = new Random(seed);
        String[] texts = new String[pages];
        for (int i = 0; i < pages; i++) {
            boolean copy = i >= 3 && i % 3 == 2;
            texts[i] = copy ? changed(texts[i - 2], random) : words(random, 120);
            site.files.put(name(i), page(i, texts[i]).getBytes(StandardCharsets.UTF_8));
            if (i % 4 == 0) {
                site.files.put("pictures/" + i + ".png", picture(random));
            }
        }
        return site;
    }

    static String name(int page) {
        return String.format("pages/%05d.html", page);
    }

    PageSite with(String path, byte[] bytes) {
        files.put(path, bytes);
        return this;
    }

    /** Writes a zip archive; equal sites give equal bytes. */
    Path zip(Path file) {
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
            for (Map.Entry<String, byte[]> content : files.entrySet()) {
                ZipEntry entry = new ZipEntry(content.getKey());
                entry.setTimeLocal(LocalDateTime.of(2024, 1, 1, 12, 0));
                zip.putNextEntry(entry);
                zip.write(content.getValue());
            }
            return file;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String page(int number, String text) {
        StringBuilder html = new StringBuilder("<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\"><title>Page ");
        html.append(number).append("</title></head><body><nav><a href=\"/\">Home</a></nav><main><h1>Page ").append(number);
        html.append("</h1>\n<p>").append(text).append("</p>\n");
        if (number % 4 == 0) {
            html.append("<figure><img src=\"../pictures/").append(number).append(".png\" alt=\"A drawing of the ")
                    .append(WORDS[25 + number % 20]).append(" beside the ").append(WORDS[22 + number % 23]).append("\"></figure>\n");
        }
        if (number % 5 == 0) {
            html.append("<table><caption>Stock of store ").append(number).append("</caption><tr><th>Item</th><th>Pieces</th></tr>");
            for (int row = 0; row < 5; row++) {
                html.append("<tr><td>").append(WORDS[22 + (number + row * 3) % 23]).append(' ').append(row).append("</td><td>")
                        .append(number * 7 + row * 13 + 1).append("</td></tr>");
            }
            html.append("</table>\n");
        }
        return html.append("</main></body></html>").toString();
    }

    private static String words(Random random, int count) {
        return IntStream.range(0, count).mapToObj(i -> WORDS[random.nextInt(WORDS.length)]).collect(Collectors.joining(" "));
    }

    private static String changed(String text, Random random) {
        String[] words = text.split(" ");
        words[random.nextInt(words.length)] = "changed";
        return String.join(" ", words);
    }

    static byte[] picture(Random random) {
        BufferedImage image = new BufferedImage(96, 72, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = image.createGraphics();
        for (int i = 0; i < 12; i++) {
            graphics.setColor(new Color(random.nextInt(0x1000000)));
            graphics.fillOval(random.nextInt(90), random.nextInt(70), 8 + random.nextInt(60), 8 + random.nextInt(50));
        }
        graphics.dispose();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            ImageIO.write(image, "png", bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }
}
